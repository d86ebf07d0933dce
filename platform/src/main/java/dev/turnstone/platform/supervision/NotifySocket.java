package dev.turnstone.platform.supervision;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to the socket that systemd names in NOTIFY_SOCKET (sd_notify(3)). Java speaks to Unix sockets as
 * streams only, so the three calls go to libc.
 *
 * <pre>
 *   sockaddr_un   family 2 (AF_UNIX), path up to 108; an abstract name begins with 0x00, which the variable writes as @
 * </pre>
 */
final class NotifySocket {
    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int LONGEST_PATH = 107;

    private static final int SOCK_CLOEXEC = 0x80000;
    /** No program waits for whoever supervises it, nor dies with it. */
    private static final int NEITHER_WAITING_NOR_SIGNALLED = 0x40 | 0x4000;

    private static final int PATH_AT = 2;

    private static final MethodHandle SOCKET =
            libc("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO =
            libc("sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final String address;

    /** @param address as NOTIFY_SOCKET has it: a path, or an abstract name behind an @ */
    NotifySocket(String address) {
        int length = address.getBytes(StandardCharsets.UTF_8).length;
        if (length < 2 || length > LONGEST_PATH || !(address.startsWith("/") || address.startsWith("@"))) {
            throw new IllegalArgumentException("not an address of a Unix socket: " + address);
        }
        this.address = address;
    }

    void send(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            int socket = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (socket < 0) {
                throw new IOException("no Unix socket is to be had");
            }
            try {
                MemorySegment to = address(arena, address);
                MemorySegment content = arena.allocateFrom(JAVA_BYTE, bytes);
                int length = Math.toIntExact(to.byteSize());
                long sent = (long) SENDTO.invokeExact(
                        socket, content, (long) bytes.length, NEITHER_WAITING_NOR_SIGNALLED, to, length);
                if (sent != bytes.length) {
                    throw new IOException("nobody takes what is sent to " + address);
                }
            } finally {
                int closed = (int) CLOSE.invokeExact(socket);
                assert closed == 0;
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address as the kernel reads it; its length says where an abstract name ends. */
    static MemorySegment address(Arena arena, String address) {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0;
        }
        int end = path[0] == 0 ? 0 : 1;
        MemorySegment segment = arena.allocate(MemoryLayout.sequenceLayout(PATH_AT + path.length + end, JAVA_BYTE));
        segment.set(JAVA_SHORT.withByteAlignment(1), 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, segment, JAVA_BYTE, PATH_AT, path.length);
        return segment;
    }

    static MethodHandle libc(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
