package dev.turnstone.kiosk.print;

import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints what waits, one slip after the other. A slip is done when the printer, asked behind its last byte, says so: one
 * that ran out of paper in the middle of it is given the whole slip again.
 */
public final class Printing implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Printing.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Printer printer;
    private final SlipQueue queue;
    private final Duration lookAgain;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = Thread.ofVirtual().name("printing").unstarted(this::run);
    private volatile PrinterState state = PrinterState.READY;
    private volatile boolean closed;

    Printing(Printer printer, SlipQueue queue, Duration lookAgain) {
        this.printer = printer;
        this.queue = queue;
        this.lookAgain = lookAgain;
    }

    /** @param where {@code tcp://host:9100} or {@code file:///dev/usb/lp0} */
    public static Printing at(URI where, Path data) {
        return new Printing(printer(where), new SlipQueue(data.resolve("print")), LOOK_AGAIN);
    }

    private static Printer printer(URI where) {
        return switch (Optional.ofNullable(where.getScheme()).orElse("")) {
            case "tcp" ->
                new NetworkPrinter(where.getHost(), where.getPort() < 0 ? NetworkPrinter.USUAL_PORT : where.getPort());
            case "file" -> new FilePrinter(Path.of(where.getPath()));
            default ->
                throw new ConfigException(
                        "printer.uri is neither tcp://HOST:9100 nor file:///dev/usb/lp0. Correct it, or leave it out.");
        };
    }

    public void start() {
        thread.start();
    }

    public PrinterState state() {
        return state;
    }

    public int waiting() {
        return queue.size();
    }

    /** Whether it was taken; then it will be printed, today or tomorrow. */
    public boolean print(Slip slip) {
        try {
            boolean taken = queue.add(slip);
            wake.release();
            return taken;
        } catch (IOException e) {
            log.warn("A slip cannot be kept: {}", e.toString());
            return false;
        }
    }

    private void run() {
        while (!closed) {
            boolean done;
            try {
                done = printFirst();
            } catch (UncheckedIOException e) {
                log.warn("The slips that wait cannot be read: {}", e.toString());
                done = false;
            }
            if (!done) {
                try {
                    if (wake.tryAcquire(lookAgain.toMillis(), TimeUnit.MILLISECONDS)) {
                        wake.drainPermits();
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** Whether one was printed, so that the next may follow at once. */
    private boolean printFirst() {
        Optional<SlipQueue.Waiting> first = queue.first();
        if (first.isEmpty()) {
            return false;
        }
        try (Printer.Connection connection = printer.connect()) {
            state = look(connection);
            if (state != PrinterState.READY) {
                return false;
            }
            connection.write(EscPos.encode(first.get().slip()));
            if (!EscPos.done(connection.ask(EscPos.ASK_WHEN_DONE))) {
                // Either it stopped in the middle, or it is one of those that never answer this.
                state = look(connection);
                if (state != PrinterState.READY) {
                    return false;
                }
            }
            queue.printed(first.get());
            return true;
        } catch (IOException e) {
            if (state != PrinterState.AWAY) {
                log.warn("The printer does not answer: {}", e.toString());
            }
            state = PrinterState.AWAY;
            return false;
        }
    }

    private static PrinterState look(Printer.Connection connection) throws IOException {
        int offline = connection.ask(EscPos.ASK_OFFLINE);
        int paper = connection.ask(EscPos.ASK_PAPER);
        return EscPos.state(offline, paper);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
