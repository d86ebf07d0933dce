package dev.turnstone.turnstile.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few calls of the C library that a character device needs. Every failure is an IOException with its errno. */
public final class Libc {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int ENXIO = 6;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final short POLLIN = 1;

    public static final StructLayout POLL = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    private static final int PROT_READ = 1;
    private static final int MAP_SHARED = 1;
    private static final int O_RDWR_CLOEXEC = 2 | 02_000_000;
    /** Not the program's own terminal, and nobody waits for it. */
    private static final int O_NOCTTY_NONBLOCK = 0400 | 04_000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
    private static final Linker.Option VARIADIC = Linker.Option.firstVariadicArg(2);
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), WITH_ERRNO, VARIADIC);
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            call("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), WITH_ERRNO, VARIADIC);
    private static final MethodHandle READ =
            call("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), WITH_ERRNO);
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), WITH_ERRNO);
    private static final MethodHandle POLL_CALL =
            call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), WITH_ERRNO);

    private static final MethodHandle MMAP = call(
            "mmap",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
            WITH_ERRNO);
    private static final MethodHandle MUNMAP =
            call("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG), WITH_ERRNO);

    private Libc() {}

    /** A failed call. */
    public static final class Errno extends IOException {
        private final int errno;

        public Errno(String what, int errno) {
            super("%s failed: %s".formatted(what, meaning(errno)));
            this.errno = errno;
        }

        public int errno() {
            return errno;
        }

        private static String meaning(int errno) {
            return switch (errno) {
                case 1, 13 -> "not permitted; this user must belong to the group that owns the device (gpio)";
                case 2 -> "it does not exist";
                case 5 -> "the device does not answer";
                case 16 -> "another program holds it";
                case 19, 6 -> "the device is gone";
                case 25 -> "it is not a serial port";
                case 22 -> "the kernel does not know this request (it needs Linux 5.10 or newer), or the line does not";
                default -> "error " + errno;
            };
        }
    }

    public static int open(String path) throws Errno {
        return open(path, O_RDWR_CLOEXEC);
    }

    /** A serial port, or another device of which every call returns at once. */
    public static int openPort(String path) throws Errno {
        return open(path, O_RDWR_CLOEXEC | O_NOCTTY_NONBLOCK);
    }

    private static int open(String path, int flags) throws Errno {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int) made("opening " + path, state -> (int) OPEN.invokeExact(state, name, flags));
        }
    }

    public static void close(int fd) {
        try {
            int ignored = (int) CLOSE.invokeExact(fd);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    public static void ioctl(String what, int fd, int request, MemorySegment argument) throws Errno {
        made(what, state -> (int) IOCTL.invokeExact(state, fd, Integer.toUnsignedLong(request), argument));
    }

    /** How many bytes were read. */
    public static long read(String what, int fd, MemorySegment into) throws Errno {
        return made(what, state -> (long) READ.invokeExact(state, fd, into, into.byteSize()));
    }

    /** How many bytes were taken. */
    public static long write(String what, int fd, MemorySegment from) throws Errno {
        return made(what, state -> (long) WRITE.invokeExact(state, fd, from, from.byteSize()));
    }

    /** How many of the {@link #POLL} entries are ready; none after the timeout. */
    public static int poll(MemorySegment entries, int timeoutMs) throws Errno {
        long count = entries.byteSize() / POLL.byteSize();
        return (int)
                made("waiting for a device", state -> (int) POLL_CALL.invokeExact(state, entries, count, timeoutMs));
    }

    /** One call, which leaves its errno where it is told. */
    private interface Call {
        long leaving(MemorySegment state) throws Throwable;
    }

    private static long made(String what, Call call) throws Errno {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            long result = call.leaving(state);
            if (result < 0) {
                throw new Errno(what, (int) ERRNO.get(state, 0L));
            }
            return result;
        } catch (Errno e) {
            throw e;
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    /** A device's memory, to be read. Whoever reads it after {@link #unmap} ends this program. */
    public static MemorySegment map(String what, int fd, long bytes, long offset) throws Errno {
        long address =
                made(what, state -> (long) MMAP.invokeExact(state, 0L, bytes, PROT_READ, MAP_SHARED, fd, offset));
        return MemorySegment.ofAddress(address).reinterpret(bytes).asReadOnly();
    }

    public static void unmap(MemorySegment mapped) throws Errno {
        made("giving memory back", state -> (int) MUNMAP.invokeExact(state, mapped.address(), mapped.byteSize()));
    }

    private static MethodHandle call(String name, FunctionDescriptor signature, Linker.Option... options) {
        MemorySegment function = LINKER.defaultLookup().find(name).orElseThrow();
        return LINKER.downcallHandle(function, signature, options);
    }

    private static IllegalStateException unforeseen(Throwable e) {
        return e instanceof IllegalStateException known ? known : new IllegalStateException(e);
    }
}
