package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.lane.LaneTrace;
import dev.turnstone.turnstile.lane.LaneView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks at a lane ten times a second for one open page, and tells it what has changed. Nobody looks, nobody asks. */
final class Watch implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int MOST_AT_ONCE = 200;

    private final Lane lane;
    private final Supplier<TechnicianPage> page;
    private final EventStream stream;
    private final BooleanSupplier allowed;
    private final Thread thread = Thread.ofVirtual().name("technician-watch").unstarted(this::run);

    private Optional<Drawn> drawn = Optional.empty();
    private Optional<Lines> told = Optional.empty();
    private long lastChange;

    private record Drawn(LaneView view, boolean fireOpen) {}

    private record Standing(String html, boolean underTest) {}

    private record Lines(Set<String> active, boolean beating) {}

    /** @param agoMs how long before this was sent */
    private record Change(String line, boolean active, long agoMs) {}

    private record Changes(List<Change> changes) {}

    Watch(Lane lane, Supplier<TechnicianPage> page, EventStream stream, BooleanSupplier allowed) {
        this.lane = lane;
        this.page = page;
        this.stream = stream;
        this.allowed = allowed;
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (allowed.getAsBoolean()) {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            }
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (stream.screens() == 0) {
            return; // Not there yet: what is only told once would be lost.
        }
        LaneTrace trace = lane.trace();
        TechnicianPage shown = page.get();
        Optional<Drawn> wanted = Optional.of(new Drawn(shown.view(), shown.fireOpen()));
        if (!drawn.equals(wanted)) {
            drawn = wanted;
            stream.publishLatest(
                    "standing",
                    new Standing(Templates.render("lane/standing.jte", Map.of("page", shown)), shown.underTest()));
        }
        Lines lines = new Lines(new TreeSet<>(trace.active()), trace.keepAlive() == KeepAlive.BEAT);
        if (!told.equals(Optional.of(lines))) {
            told = Optional.of(lines);
            stream.publishLatest("lines", lines);
        }
        long now = System.nanoTime();
        List<LaneTrace.Change> fresh = trace.changes().stream()
                .filter(change -> change.number() > lastChange)
                .toList();
        for (int from = 0; from < fresh.size(); from += MOST_AT_ONCE) {
            stream.publish(
                    "changes",
                    new Changes(fresh.subList(from, Math.min(fresh.size(), from + MOST_AT_ONCE)).stream()
                            .map(change -> new Change(
                                    change.line(),
                                    change.active(),
                                    Duration.ofNanos(now - change.atNanos()).toMillis()))
                            .toList()));
        }
        lastChange = fresh.isEmpty() ? lastChange : fresh.getLast().number();
    }
}
