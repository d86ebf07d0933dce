package dev.turnstone.turnstile.barrier;

import dev.turnstone.platform.config.KeyFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A board with the lane's relays: where it is and how it is spoken with. */
public sealed interface BoardSettings {
    Channels channels();

    /**
     * At a serial port, over USB or not.
     *
     * @param device by a name that survives unplugging, such as one in {@code /dev/serial/by-id}
     */
    record Serial(Path device, Protocol protocol, Baud baud, Channels channels) implements BoardSettings {}

    /**
     * A module on the network that speaks Modbus/TCP.
     *
     * @param flash what bounds a pulse in the module itself, if it can do that
     */
    record Modbus(
            String host,
            int port,
            int unit,
            Duration timeout,
            Writing writing,
            Optional<Flash> flash,
            Channels channels)
            implements BoardSettings {
        public Modbus {
            if (writing == Writing.MULTIPLE && flash.isPresent()) {
                throw new KeyFault("controller.relays.write", "multiple cannot flash; relays.flash-from needs single");
            }
            if (writing == Writing.MULTIPLE && !adjacent(channels)) {
                throw new KeyFault("controller.relays.write", "multiple needs two coils side by side");
            }
        }

        private static boolean adjacent(Channels channels) {
            return channels.in()
                    .flatMap(in -> channels.out().map(out -> Math.abs(in - out) == 1))
                    .orElse(true);
        }
    }

    /** How the coils of a module are written. */
    enum Writing {
        /** One after the other, by function 05. */
        SINGLE,
        /** Both at once, by function 15. */
        MULTIPLE
    }

    /**
     * A pulse that the module ends by itself, so that a controller which dies in the middle of one energises nothing
     * for longer than this.
     *
     * @param from the address of the first coil's flash command; the value is in tenths of a second
     * @param longest how long a pulse may last at the very most
     */
    record Flash(int from, Duration longest) {
        private static final int LONGEST_TENTHS = 0x7FFF;

        int tenths() {
            return Math.clamp(Math.ceilDiv(longest.toMillis(), 100), 1, LONGEST_TENTHS);
        }
    }

    /** What a serial board understands. */
    enum Protocol {
        /** Four bytes a relay, and never an answer: a cut cable behind the port goes unnoticed. */
        LCUS,
        /** The same with feedback: the board answers what the relay now is, and can be asked. */
        LCUS_ANSWERING
    }

    /** Speeds of a serial port, each with the kernel's number for it. */
    enum Baud {
        B9600(0xD),
        B19200(0xE),
        B38400(0xF),
        B57600(0x1001),
        B115200(0x1002);

        private final int code;

        Baud(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** By its number of bits a second. */
        public static Optional<Baud> of(int bitsPerSecond) {
            for (Baud baud : values()) {
                if (baud.name().equals("B" + bitsPerSecond)) {
                    return Optional.of(baud);
                }
            }
            return Optional.empty();
        }
    }
}
