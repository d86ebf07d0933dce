package dev.turnstone.rehearsal.hil;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** systemd's end of the socket at which a program says that it lives: sd_notify(3). */
final class NotifyEar implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int PATH_AT = 2;
    private static final int ROOM = 4_096;
    private static final String FED = "WATCHDOG=1";

    private static final MethodHandle SOCKET =
            call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            call("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment heard = arena.allocate(ROOM);
    private final Path address;
    private final int socket;

    NotifyEar(Path address) {
        this.address = address;
        byte[] path = address.toString().getBytes(StandardCharsets.UTF_8);
        MemorySegment name = arena.allocate(PATH_AT + path.length + 1L);
        name.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(path, 0, name, JAVA_BYTE, PATH_AT, path.length);
        try {
            socket = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
            int bound = (int) BIND.invokeExact(socket, name, (int) name.byteSize());
            if (socket < 0 || bound != 0) {
                throw new IllegalStateException("no socket at " + address);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    Path address() {
        return address;
    }

    /** Whether the watchdog is fed so often within this time, from now on. */
    boolean fed(int times, Duration within) {
        forget();
        int[] meals = {0};
        return GpioSim.until(within, () -> {
            meals[0] += next().contains(FED) ? 1 : 0;
            return meals[0] >= times;
        });
    }

    /** What was said before and not heard is of no interest any more. */
    private void forget() {
        while (!next().isEmpty()) {
            // Thrown away.
        }
    }

    /** The next thing that was said; empty where nothing is. */
    private String next() {
        try {
            long bytes = (long) RECV.invokeExact(socket, heard, (long) ROOM, MSG_DONTWAIT);
            return bytes <= 0 ? "" : new String(heard.asSlice(0, bytes).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            int closed = (int) CLOSE.invokeExact(socket);
            assert closed == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        arena.close();
    }

    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }
}
