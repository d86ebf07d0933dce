package dev.turnstone.kiosk.staff;

import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.page.Templates;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Draws the live parts of one staff screen again when they look different, until its session is over. */
final class StaffWatch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Supplier<Board> board;
    private final EventStream stream;
    private final BooleanSupplier allowed;
    private final Map<String, String> drawn = new HashMap<>();
    private final Thread thread = Thread.ofVirtual().name("staff-watch").unstarted(this::run);

    private record Part(String html) {}

    private record Locked() {}

    StaffWatch(Supplier<Board> board, EventStream stream, BooleanSupplier allowed) {
        this.board = board;
        this.stream = stream;
        this.allowed = allowed;
        thread.start();
    }

    private void run() {
        try {
            while (allowed.getAsBoolean()) {
                if (stream.screens() > 0) {
                    Board now = board.get();
                    draw("bar", "staff/bar.jte", now);
                    draw("standing", "staff/standing.jte", now);
                    draw("log", "staff/log.jte", now);
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            stream.publishLatest("locked", new Locked());
            Thread.sleep(BETWEEN_LOOKS);
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw(String part, String template, Board now) {
        String html = Templates.render(template, Map.of("board", now));
        if (!html.equals(drawn.put(part, html))) {
            stream.publishLatest(part, new Part(html));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
