package dev.turnstone.kiosk.camera;

import static dev.turnstone.kiosk.camera.V4l2Abi.BUFFER_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.BUF_BYTESUSED;
import static dev.turnstone.kiosk.camera.V4l2Abi.BUF_FLAGS;
import static dev.turnstone.kiosk.camera.V4l2Abi.BUF_LENGTH;
import static dev.turnstone.kiosk.camera.V4l2Abi.BUF_MEMORY;
import static dev.turnstone.kiosk.camera.V4l2Abi.BUF_OFFSET;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAN_CAPTURE;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAN_STREAM;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAPABILITY_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAPTURE;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAP_CAPABILITIES;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAP_CARD;
import static dev.turnstone.kiosk.camera.V4l2Abi.CAP_DEVICE_CAPS;
import static dev.turnstone.kiosk.camera.V4l2Abi.DISCRETE;
import static dev.turnstone.kiosk.camera.V4l2Abi.DQBUF;
import static dev.turnstone.kiosk.camera.V4l2Abi.ENUM_FMT;
import static dev.turnstone.kiosk.camera.V4l2Abi.ENUM_FRAMEINTERVALS;
import static dev.turnstone.kiosk.camera.V4l2Abi.ENUM_FRAMESIZES;
import static dev.turnstone.kiosk.camera.V4l2Abi.FIELD_NONE;
import static dev.turnstone.kiosk.camera.V4l2Abi.FLAG_ERROR;
import static dev.turnstone.kiosk.camera.V4l2Abi.FMTDESC_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.FMT_PIXELFORMAT;
import static dev.turnstone.kiosk.camera.V4l2Abi.FORMAT_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.FRMIVAL_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.FRMSIZE_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.HAS_DEVICE_CAPS;
import static dev.turnstone.kiosk.camera.V4l2Abi.MMAP;
import static dev.turnstone.kiosk.camera.V4l2Abi.PARM_DENOMINATOR;
import static dev.turnstone.kiosk.camera.V4l2Abi.PARM_NUMERATOR;
import static dev.turnstone.kiosk.camera.V4l2Abi.PIX_BYTESPERLINE;
import static dev.turnstone.kiosk.camera.V4l2Abi.PIX_FIELD;
import static dev.turnstone.kiosk.camera.V4l2Abi.PIX_HEIGHT;
import static dev.turnstone.kiosk.camera.V4l2Abi.PIX_PIXELFORMAT;
import static dev.turnstone.kiosk.camera.V4l2Abi.PIX_WIDTH;
import static dev.turnstone.kiosk.camera.V4l2Abi.QBUF;
import static dev.turnstone.kiosk.camera.V4l2Abi.QUERYBUF;
import static dev.turnstone.kiosk.camera.V4l2Abi.QUERYCAP;
import static dev.turnstone.kiosk.camera.V4l2Abi.REQBUFS;
import static dev.turnstone.kiosk.camera.V4l2Abi.REQUESTBUFFERS_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.STREAMOFF;
import static dev.turnstone.kiosk.camera.V4l2Abi.STREAMON;
import static dev.turnstone.kiosk.camera.V4l2Abi.STREAMPARM_BYTES;
import static dev.turnstone.kiosk.camera.V4l2Abi.S_FMT;
import static dev.turnstone.kiosk.camera.V4l2Abi.S_PARM;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A camera through the kernel's own interface, its frames in memory that both share. */
final class V4l2Node implements CaptureNode {
    /** One is being read and one written; two more bridge a pause of ours. */
    private static final int BUFFERS = 4;

    /** A driver that never stops listing is broken. */
    private static final int MOST_LISTED = 64;

    private static final short POLLERR = 8;
    private static final short POLLHUP = 16;
    /** Where poll writes what it saw. */
    private static final long REVENTS = 6;

    private final Path device;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, Long.BYTES);
    private final List<MemorySegment> mapped = new ArrayList<>();
    private final String card;
    private final boolean captures;
    private boolean streaming;

    private V4l2Node(Path device, int fd) throws Libc.Errno {
        this.device = device;
        this.fd = fd;
        MemorySegment capability = arena.allocate(CAPABILITY_BYTES, Long.BYTES);
        call("asking what it is", QUERYCAP, capability);
        this.card = capability.asSlice(CAP_CARD, 32).getString(0, StandardCharsets.UTF_8);
        int whole = capability.get(JAVA_INT, CAP_CAPABILITIES);
        int can = (whole & HAS_DEVICE_CAPS) != 0 ? capability.get(JAVA_INT, CAP_DEVICE_CAPS) : whole;
        this.captures = (can & CAN_CAPTURE) != 0 && (can & CAN_STREAM) != 0;
    }

    static V4l2Node open(Path device) throws IOException {
        int fd = Libc.openPort(device.toString());
        try {
            return new V4l2Node(device, fd);
        } catch (IOException e) {
            Libc.close(fd);
            throw e;
        }
    }

    @Override
    public String card() {
        return card;
    }

    @Override
    public boolean captures() {
        return captures;
    }

    @Override
    public List<String> formats() throws IOException {
        return codes().stream().map(PixelFormat::letters).toList();
    }

    @Override
    public List<Mode> modes(int width, int height) throws IOException {
        List<Mode> modes = new ArrayList<>();
        for (int code : codes()) {
            Optional<PixelFormat> format = PixelFormat.ofCode(code);
            if (format.isPresent()) {
                sizes(format.get(), width, height, modes);
            }
        }
        return modes;
    }

    private List<Integer> codes() throws Libc.Errno {
        List<Integer> codes = new ArrayList<>();
        MemorySegment entry = arena.allocate(FMTDESC_BYTES, Long.BYTES);
        for (int index = 0; index < MOST_LISTED; index++) {
            entry.fill((byte) 0);
            entry.set(JAVA_INT, 0, index);
            entry.set(JAVA_INT, 4, CAPTURE);
            if (!listed(ENUM_FMT, entry)) {
                break;
            }
            codes.add(entry.get(JAVA_INT, FMT_PIXELFORMAT));
        }
        return codes;
    }

    private void sizes(PixelFormat format, int width, int height, List<Mode> into) throws Libc.Errno {
        MemorySegment entry = arena.allocate(FRMSIZE_BYTES, Long.BYTES);
        for (int index = 0; index < MOST_LISTED; index++) {
            entry.fill((byte) 0);
            entry.set(JAVA_INT, 0, index);
            entry.set(JAVA_INT, 4, format.code());
            if (!listed(ENUM_FRAMESIZES, entry)) {
                if (index == 0) {
                    // An old driver, which lists nothing and takes or corrects whatever it is told.
                    into.add(new Mode(format, width, height, 0, 1));
                }
                return;
            }
            if (entry.get(JAVA_INT, 8) == DISCRETE) {
                into.add(fastest(format, entry.get(JAVA_INT, 12), entry.get(JAVA_INT, 16)));
            } else {
                into.add(fastest(format, nearest(entry, 12, width), nearest(entry, 24, height)));
                return;
            }
        }
    }

    /** Of a range (least, most, step) the value nearest to the one wanted. */
    private static int nearest(MemorySegment range, long at, int wanted) {
        int least = range.get(JAVA_INT, at);
        int most = range.get(JAVA_INT, at + 4);
        int step = Math.max(1, range.get(JAVA_INT, at + 8));
        int within = Math.clamp(wanted, least, Math.max(least, most));
        return within - (within - least) % step;
    }

    private Mode fastest(PixelFormat format, int width, int height) throws Libc.Errno {
        Mode best = new Mode(format, width, height, 0, 1);
        MemorySegment entry = arena.allocate(FRMIVAL_BYTES, Long.BYTES);
        for (int index = 0; index < MOST_LISTED; index++) {
            entry.fill((byte) 0);
            entry.set(JAVA_INT, 0, index);
            entry.set(JAVA_INT, 4, format.code());
            entry.set(JAVA_INT, 8, width);
            entry.set(JAVA_INT, 12, height);
            if (!listed(ENUM_FRAMEINTERVALS, entry)) {
                break;
            }
            // The shortest of a range comes first in it.
            Mode mode = new Mode(format, width, height, entry.get(JAVA_INT, 20), entry.get(JAVA_INT, 24));
            best = mode.rate() > best.rate() ? mode : best;
            if (entry.get(JAVA_INT, 16) != DISCRETE) {
                break;
            }
        }
        return best;
    }

    @Override
    public Layout start(Mode mode) throws IOException {
        Layout layout = agree(mode);
        pace(mode);
        MemorySegment request = arena.allocate(REQUESTBUFFERS_BYTES, Long.BYTES);
        request.set(JAVA_INT, 0, BUFFERS);
        request.set(JAVA_INT, 4, CAPTURE);
        request.set(JAVA_INT, 8, MMAP);
        call("asking for buffers", REQBUFS, request);
        int granted = request.get(JAVA_INT, 0);
        if (granted < 2) {
            throw new IOException("%s gives %d buffers, and streaming takes two".formatted(device, granted));
        }
        for (int index = 0; index < granted; index++) {
            MemorySegment described = buffer(index);
            call("asking for a buffer", QUERYBUF, described);
            long bytes = Integer.toUnsignedLong(described.get(JAVA_INT, BUF_LENGTH));
            long offset = Integer.toUnsignedLong(described.get(JAVA_INT, BUF_OFFSET));
            mapped.add(Libc.map("sharing memory with " + device, fd, bytes, offset));
            call("handing over a buffer", QBUF, buffer(index));
        }
        call("beginning to stream", STREAMON, arena.allocateFrom(JAVA_INT, CAPTURE));
        streaming = true;
        return layout;
    }

    private Layout agree(Mode mode) throws IOException {
        MemorySegment format = arena.allocate(FORMAT_BYTES, Long.BYTES);
        format.set(JAVA_INT, 0, CAPTURE);
        format.set(JAVA_INT, PIX_WIDTH, mode.width());
        format.set(JAVA_INT, PIX_HEIGHT, mode.height());
        format.set(JAVA_INT, PIX_PIXELFORMAT, mode.format().code());
        format.set(JAVA_INT, PIX_FIELD, FIELD_NONE);
        call("setting " + mode, S_FMT, format);
        int code = format.get(JAVA_INT, PIX_PIXELFORMAT);
        PixelFormat settled = PixelFormat.ofCode(code)
                .orElseThrow(() -> new IOException("%s was told %s and settled for %s, which nobody here can read"
                        .formatted(device, mode, PixelFormat.letters(code))));
        int width = format.get(JAVA_INT, PIX_WIDTH);
        int stride = Math.max(format.get(JAVA_INT, PIX_BYTESPERLINE), settled.leastStride(width));
        return new Layout(settled, width, format.get(JAVA_INT, PIX_HEIGHT), stride);
    }

    /** A camera that cannot be told how fast to be is taken as it is. */
    private void pace(Mode mode) {
        if (mode.interval() == 0) {
            return;
        }
        MemorySegment parameters = arena.allocate(STREAMPARM_BYTES, Long.BYTES);
        parameters.set(JAVA_INT, 0, CAPTURE);
        parameters.set(JAVA_INT, PARM_NUMERATOR, mode.interval());
        parameters.set(JAVA_INT, PARM_DENOMINATOR, mode.intervalOf());
        try {
            call("setting its rate", S_PARM, parameters);
        } catch (Libc.Errno e) {
            // The rate is a wish.
        }
    }

    @Override
    public Optional<Filled> next(Duration patience) throws IOException {
        if (!ready(patience)) {
            return Optional.empty();
        }
        MemorySegment filled = buffer(0);
        try {
            call("taking a frame", DQBUF, filled);
        } catch (Libc.Errno e) {
            if (e.errno() == Libc.EAGAIN || e.errno() == Libc.EINTR) {
                return Optional.empty();
            }
            throw e;
        }
        int index = filled.get(JAVA_INT, 0);
        MemorySegment whole = mapped.get(index);
        long used = Math.min(Integer.toUnsignedLong(filled.get(JAVA_INT, BUF_BYTESUSED)), whole.byteSize());
        boolean damaged = (filled.get(JAVA_INT, BUF_FLAGS) & FLAG_ERROR) != 0;
        return Optional.of(new Filled(index, whole.asSlice(0, used), damaged));
    }

    private boolean ready(Duration patience) throws IOException {
        try (Arena entries = Arena.ofConfined()) {
            MemorySegment entry = entries.allocate(Libc.POLL);
            entry.set(JAVA_INT, 0, fd);
            entry.set(JAVA_SHORT, 4, Libc.POLLIN);
            if (Libc.poll(entry, Math.toIntExact(patience.toMillis())) == 0) {
                return false;
            }
            short seen = entry.get(JAVA_SHORT, REVENTS);
            if ((seen & Libc.POLLIN) == 0 && (seen & (POLLERR | POLLHUP)) != 0) {
                // Before any call says so: a device that is gone has nothing to wait for.
                throw new Libc.Errno("waiting for " + device, Libc.ENODEV);
            }
            return (seen & Libc.POLLIN) != 0;
        } catch (Libc.Errno e) {
            if (e.errno() == Libc.EINTR) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void giveBack(Filled filled) throws IOException {
        call("handing over a buffer", QBUF, buffer(filled.index()));
    }

    @Override
    public void close() {
        if (streaming) {
            tidy(() -> call("ending the stream", STREAMOFF, arena.allocateFrom(JAVA_INT, CAPTURE)));
        }
        mapped.forEach(part -> tidy(() -> Libc.unmap(part)));
        mapped.clear();
        Libc.close(fd);
        arena.close();
    }

    @FunctionalInterface
    private interface Tidying {
        void run() throws Libc.Errno;
    }

    /** A camera that is gone has nothing left to end. */
    private static void tidy(Tidying step) {
        try {
            step.run();
        } catch (Libc.Errno e) {
            // The rest is tidied all the same.
        }
    }

    private MemorySegment buffer(int index) {
        buffer.fill((byte) 0);
        buffer.set(JAVA_INT, 0, index);
        buffer.set(JAVA_INT, 4, CAPTURE);
        buffer.set(JAVA_INT, BUF_MEMORY, MMAP);
        return buffer;
    }

    /** False at the end of a list, or where the driver keeps none. */
    private boolean listed(int request, MemorySegment entry) throws Libc.Errno {
        try {
            call("listing what it can do", request, entry);
            return true;
        } catch (Libc.Errno e) {
            if (e.errno() == Libc.EINVAL || e.errno() == Libc.ENOTTY) {
                return false;
            }
            throw e;
        }
    }

    private void call(String what, int request, MemorySegment argument) throws Libc.Errno {
        Libc.ioctl(device + ": " + what, fd, request, argument);
    }
}
