package dev.turnstone.turnstile.barrier;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A relay module on the network, which may behave as badly as modules do. */
public final class ModbusModule implements AutoCloseable {
    private static final int FLASH = 0x200;

    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    private final Map<Integer, Boolean> coils = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> flashes = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Manner manner;

    public ModbusModule(Manner manner) throws IOException {
        this.manner = manner;
        Thread.ofVirtual().start(this::accept);
    }

    /** How it answers. */
    public enum Manner {
        HONEST,
        SILENT,
        /** One byte after the other, each within a time-out that would begin anew. */
        DRIPPING,
        WRONG_TRANSACTION,
        WRONG_PROTOCOL,
        WRONG_UNIT,
        WRONG_FUNCTION,
        /** Half an answer, and then it hangs up. */
        TRUNCATED,
        /** A length that no answer has. */
        ENDLESS,
        EXCEPTION,
        HANGING_UP,
        /** Says yes and does nothing. */
        LYING,
        /** An answer with nothing in it. */
        EMPTY
    }

    public int port() {
        return server.getLocalPort();
    }

    public void become(Manner other) {
        manner = other;
    }

    public boolean isOn(int coil) {
        return coils.getOrDefault(coil, false);
    }

    /** For how many tenths of a second a coil was last told to flash; 0 if never. */
    int flashed(int coil) {
        return flashes.getOrDefault(coil, 0);
    }

    /** Function and data of every request, in hexadecimal. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    /** As after a power cut: connections gone, every coil off. */
    void restart() throws IOException {
        coils.clear();
        for (Socket each : open) {
            each.close();
        }
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        server.close();
        restart();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                byte[] header = in.readNBytes(7);
                if (header.length < 7) {
                    return;
                }
                byte[] asked = in.readNBytes(ByteBuffer.wrap(header).getShort(4) - 1);
                heard.add(HexFormat.of().withUpperCase().formatHex(asked));
                answer(client.getOutputStream(), header, asked);
            }
        } catch (EOFException | SocketException e) {
            // Whoever asked has gone.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(OutputStream out, byte[] header, byte[] asked) throws IOException, InterruptedException {
        byte[] data = manner == Manner.EXCEPTION ? new byte[] {(byte) (asked[0] | 0x80), 6} : obey(asked);
        byte[] honest = ByteBuffer.allocate(7 + data.length)
                .put(header)
                .putShort(4, (short) (1 + data.length))
                .put(data)
                .array();
        switch (manner) {
            case HONEST, LYING, EXCEPTION -> out.write(honest);
            case SILENT -> {}
            case DRIPPING -> {
                for (byte each : honest) {
                    out.write(each);
                    if (ended.await(90, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
            case WRONG_TRANSACTION -> out.write(changed(honest, 1));
            case WRONG_PROTOCOL -> out.write(changed(honest, 3));
            case WRONG_UNIT -> out.write(changed(honest, 6));
            case WRONG_FUNCTION -> out.write(changed(honest, 7));
            case TRUNCATED -> {
                out.write(honest, 0, 8);
                throw new EOFException();
            }
            case ENDLESS -> {
                honest[4] = (byte) 0xFF;
                out.write(honest);
            }
            case HANGING_UP -> throw new EOFException();
            case EMPTY ->
                out.write(ByteBuffer.allocate(9)
                        .put(header)
                        .putShort(4, (short) 3)
                        .put(7, asked[0])
                        .array());
        }
    }

    private byte[] obey(byte... request) {
        ByteBuffer asked = ByteBuffer.wrap(request);
        int address = Short.toUnsignedInt(asked.getShort(1));
        int value = Short.toUnsignedInt(asked.getShort(3));
        boolean obeys = manner != Manner.LYING;
        return switch (request[0]) {
            case 1 -> new byte[] {1, 1, (byte) (isOn(address) ? 1 : 0)};
            case 5 -> {
                if (address >= FLASH) {
                    flashes.put(address - FLASH, value);
                    coils.put(address - FLASH, obeys);
                } else {
                    coils.put(address, obeys && value == 0xFF00);
                }
                yield request;
            }
            case 15 -> {
                for (int i = 0; i < value; i++) {
                    coils.put(address + i, obeys && (request[6] >> i & 1) == 1);
                }
                yield Arrays.copyOf(request, 5);
            }
            default -> new byte[] {(byte) (request[0] | 0x80), 1};
        };
    }

    private static byte[] changed(byte[] answer, int at) {
        answer[at] ^= 0x11;
        return answer;
    }
}
