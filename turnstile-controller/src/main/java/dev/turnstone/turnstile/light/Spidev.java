package dev.turnstone.turnstile.light;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.OptionalInt;

/** An SPI port of the kernel ({@code linux/spi/spidev.h}), of which only the data line is wired. */
final class Spidev implements StripLamps.Wire {
    private static final int WRITE_MAX_SPEED = 0x40046B04;
    private static final int BITS_A_SECOND = 2_400_000;

    private final Path device;
    private OptionalInt port = OptionalInt.empty();

    Spidev(Path device) {
        this.device = device;
    }

    /** Opened at the first picture, and anew after a failure. */
    @Override
    public void send(byte... picture) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            if (port.isEmpty()) {
                port = OptionalInt.of(Libc.open(device.toString()));
                MemorySegment speed = arena.allocateFrom(JAVA_INT, BITS_A_SECOND);
                Libc.ioctl("setting the speed of " + device, port.getAsInt(), WRITE_MAX_SPEED, speed);
            }
            long sent = Libc.write("writing to " + device, port.getAsInt(), arena.allocateFrom(JAVA_BYTE, picture));
            if (sent != picture.length) {
                throw new IOException("%s took %d of %d bytes".formatted(device, sent, picture.length));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        port.ifPresent(Libc::close);
        port = OptionalInt.empty();
    }
}
