package dev.turnstone.turnstile.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.pi4j.io.gpio.digital.PullResistance;
import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** One line of a chip, held by this program until it is closed. */
final class GpioLine implements AutoCloseable {
    private static final String CONSUMER = "turnstone";

    private final String name;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment values = arena.allocate(GpioAbi.VALUES);
    private boolean closed;

    private GpioLine(String name, int fd) {
        this.name = name;
        this.fd = fd;
        values.set(JAVA_LONG, GpioAbi.at(GpioAbi.VALUES, "mask"), 1L);
    }

    /** An output that carries its first level from the instant it is an output. */
    static GpioLine output(Chip chip, int line, boolean high) throws IOException {
        return request(chip, line, GpioAbi.FLAG_OUTPUT, GpioAbi.ATTRIBUTE_VALUES, high ? 1 : 0);
    }

    /** An input that tells both edges, once they have held for the debounce. */
    static GpioLine input(Chip chip, int line, PullResistance pull, long debounceMicros) throws IOException {
        long bias = switch (pull) {
            case PULL_UP -> GpioAbi.FLAG_PULL_UP;
            case PULL_DOWN -> GpioAbi.FLAG_PULL_DOWN;
            case OFF -> 0;
        };
        long flags = GpioAbi.FLAG_INPUT | GpioAbi.FLAG_EDGE_RISING | GpioAbi.FLAG_EDGE_FALLING | bias;
        int attribute = debounceMicros > 0 ? GpioAbi.ATTRIBUTE_DEBOUNCE : 0;
        return request(chip, line, flags, attribute, debounceMicros);
    }

    synchronized boolean high() throws IOException {
        mustBeOpen();
        Libc.ioctl("reading " + name, fd, GpioAbi.GET_VALUES, values);
        return (values.get(JAVA_LONG, GpioAbi.at(GpioAbi.VALUES, "bits")) & 1) == 1;
    }

    synchronized void set(boolean high) throws IOException {
        mustBeOpen();
        values.set(JAVA_LONG, GpioAbi.at(GpioAbi.VALUES, "bits"), high ? 1L : 0L);
        Libc.ioctl("driving " + name, fd, GpioAbi.SET_VALUES, values);
    }

    int fd() {
        return fd;
    }

    String name() {
        return name;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
            arena.close();
        }
    }

    private void mustBeOpen() throws IOException {
        if (closed) {
            throw new IOException(name + " is closed");
        }
    }

    private static GpioLine request(Chip chip, int line, long flags, int attribute, long value) throws IOException {
        String name = "line %d of %s".formatted(line, chip.label());
        if (line < 0 || line >= chip.lines()) {
            throw new NoSuchLine("%s does not exist: the chip has lines 0 to %d".formatted(name, chip.lines() - 1));
        }
        int device = Libc.open(chip.device().toString());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(GpioAbi.REQUEST);
            request.set(JAVA_INT, GpioAbi.at(GpioAbi.REQUEST, "offsets"), line);
            request.setString(GpioAbi.at(GpioAbi.REQUEST, "consumer"), CONSUMER, StandardCharsets.US_ASCII);
            request.set(JAVA_INT, GpioAbi.at(GpioAbi.REQUEST, "num_lines"), 1);
            request.set(JAVA_LONG, GpioAbi.at(GpioAbi.REQUEST, "config", "flags"), flags);
            if (attribute != 0) {
                long first = GpioAbi.at(GpioAbi.REQUEST, "config", "attrs");
                request.set(JAVA_INT, GpioAbi.at(GpioAbi.REQUEST, "config", "num_attrs"), 1);
                request.set(JAVA_INT, first + GpioAbi.at(GpioAbi.ATTRIBUTE, "id"), attribute);
                // A debounce has 32 bits here, in the lower half of the value on little-endian machines.
                request.set(JAVA_LONG, first + GpioAbi.at(GpioAbi.ATTRIBUTE, "value"), value);
                request.set(JAVA_LONG, first + GpioAbi.at(GpioAbi.ATTRIBUTE, "mask"), 1L);
            }
            Libc.ioctl("requesting " + name, device, GpioAbi.GET_LINE, request);
            return new GpioLine(name, request.get(JAVA_INT, GpioAbi.at(GpioAbi.REQUEST, "fd")));
        } catch (Libc.Errno e) {
            throw e.errno() == Libc.EBUSY ? new IOException(name + " is held by " + holder(device, line), e) : e;
        } finally {
            Libc.close(device);
        }
    }

    private static String holder(int device, int line) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.LINE_INFO);
            info.set(JAVA_INT, GpioAbi.at(GpioAbi.LINE_INFO, "offset"), line);
            Libc.ioctl("asking who holds line " + line, device, GpioAbi.GET_LINE_INFO, info);
            String consumer = info.getString(GpioAbi.at(GpioAbi.LINE_INFO, "consumer"), StandardCharsets.US_ASCII);
            return consumer.isEmpty() ? "another program" : "\"" + consumer + "\"";
        } catch (IOException e) {
            return "another program";
        }
    }
}
