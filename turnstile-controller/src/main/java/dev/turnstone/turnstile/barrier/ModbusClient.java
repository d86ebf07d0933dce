package dev.turnstone.turnstile.barrier;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One connection to a Modbus/TCP server, one question at a time. Whatever the server does (slow, torn, an answer to
 * another question, more than was asked for), a question ends within its time or fails; after a failure the connection
 * is of no use, since a late answer could still come in.
 *
 * <pre>
 * request and answer
 *   0  transaction  u16   the same in both
 *   2  protocol     u16   0
 *   4  length       u16   of what follows
 *   6  unit         u8    the same in both
 *   7  function     u8    in an answer with its highest bit set: refused
 *   8  data
 * </pre>
 */
final class ModbusClient implements AutoCloseable {
    private static final int HEADER = 7;
    private static final int LONGEST = 254;
    private static final int REFUSED = 0x80;

    private final Socket socket = new Socket();
    private final String name;
    private final int unit;
    private final Duration timeout;
    private int transaction;

    private ModbusClient(String host, int port, int unit, Duration timeout) {
        this.name = host + ":" + port;
        this.unit = unit;
        this.timeout = timeout;
    }

    static ModbusClient connect(String host, int port, int unit, Duration timeout) throws IOException {
        ModbusClient client = new ModbusClient(host, port, unit, timeout);
        try {
            client.socket.setTcpNoDelay(true);
            client.socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
            return client;
        } catch (IOException e) {
            client.close();
            throw new IOException("%s: %s".formatted(client.name, e.getMessage()), e);
        }
    }

    /** The answer's data, without function. */
    ByteBuffer ask(int function, byte... data) throws IOException {
        transaction = (transaction + 1) & 0xFFFF;
        ByteBuffer request = ByteBuffer.allocate(HEADER + 1 + data.length)
                .putShort((short) transaction)
                .putShort((short) 0)
                .putShort((short) (2 + data.length))
                .put((byte) unit)
                .put((byte) function)
                .put(data);
        socket.getOutputStream().write(request.array());
        long deadline = System.nanoTime() + timeout.toNanos();
        ByteBuffer header = ByteBuffer.wrap(read(HEADER, deadline));
        must(Short.toUnsignedInt(header.getShort()) == transaction, "it answered another question");
        must(header.getShort() == 0, "it does not speak Modbus");
        int length = Short.toUnsignedInt(header.getShort());
        must(length >= 3 && length <= LONGEST, "its answer has an impossible length of " + length);
        must(Byte.toUnsignedInt(header.get()) == unit, "another unit answered");
        ByteBuffer answer = ByteBuffer.wrap(read(length - 1, deadline));
        int answered = Byte.toUnsignedInt(answer.get());
        must(answered != (function | REFUSED), "it refused: " + exception(answer.get(1)));
        must(answered == function, "it answered another function");
        return answer.slice();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is owed to a connection that is given up.
        }
    }

    /** By one deadline for all of it: a server that drips byte after byte gets no more time than a silent one. */
    private byte[] read(int count, long deadline) throws IOException {
        byte[] read = new byte[count];
        int have = 0;
        while (have < count) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw late(have, count);
            }
            socket.setSoTimeout(Math.toIntExact(leftMs));
            try {
                int more = socket.getInputStream().read(read, have, count - have);
                if (more < 0) {
                    throw new EOFException(name + " has hung up");
                }
                have += more;
            } catch (SocketTimeoutException e) {
                throw late(have, count);
            }
        }
        return read;
    }

    private IOException late(int have, int count) {
        return new IOException("%s answered %d of %d bytes in %d ms".formatted(name, have, count, timeout.toMillis()));
    }

    private void must(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(name + ": " + otherwise);
        }
    }

    private static String exception(int code) {
        return switch (code) {
            case 1 -> "it does not know this function";
            case 2 -> "it has no coil of that number";
            case 3 -> "it does not take this value";
            case 4 -> "it has a fault of its own";
            case 6 -> "it is busy";
            case 10, 11 -> "its gateway does not reach the unit";
            default -> "exception " + code;
        };
    }
}
