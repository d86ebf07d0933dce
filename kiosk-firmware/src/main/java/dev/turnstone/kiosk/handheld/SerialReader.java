package dev.turnstone.kiosk.handheld;

import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.barrier.Tty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A handheld reader at a serial port, or one at USB that poses as such (CDC), for which the speed means nothing. */
final class SerialReader implements PassSource {
    private final Path device;
    private final Baud baud;
    private final TypedText typed = new TypedText();
    private final Deque<String> read = new ArrayDeque<>();
    private Optional<Tty> port = Optional.empty();

    SerialReader(Path device, Baud baud) {
        this.device = device;
        this.baud = baud;
    }

    @Override
    public String name() {
        return device.toString();
    }

    @Override
    public void open() throws IOException {
        port = Optional.of(Tty.open(device, baud));
    }

    @Override
    public Optional<String> next(Duration patience) throws IOException {
        if (read.isEmpty()) {
            byte[] came = port.orElseThrow(() -> new IOException(device + " is closed"))
                    .whatever(patience);
            for (byte letter : came) {
                typed.add((char) (letter & 0xFF), System.nanoTime()).ifPresent(read::add);
            }
            if (came.length == 0) {
                typed.quiet(System.nanoTime()).ifPresent(read::add);
            }
        }
        return Optional.ofNullable(read.poll());
    }

    @Override
    public void close() {
        port.ifPresent(Tty::close);
        port = Optional.empty();
    }
}
