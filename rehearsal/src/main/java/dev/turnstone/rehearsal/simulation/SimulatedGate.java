package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A gate that never decides alone: it asks, releases on a grant, writes down what became of it, and loses its power now
 * and then. Its journal is durable the moment it is written; everything else is gone with the power.
 */
final class SimulatedGate {
    private static final long ASK_AGAIN_MS = 250;
    private static final long PATIENCE_MS = 1_000;
    private static final long OFF_MS = 3_000;

    private final Doorway doorway;
    private final JournalId journal;
    private final SimulatedHub hub;
    private final Timeline timeline;
    private final SplittableRandom random;
    private final Night night;
    private final List<JournalEntry> entries = new ArrayList<>();
    private HybridTime clock = HybridTime.ZERO;
    private long nextSeq = 1;
    private long acknowledged;
    private boolean powered = true;
    private @Nullable Presented present;

    /** The guest at the lane, from the code to the end. */
    private record Presented(PresentationId id, SimulatedPass pass, boolean released) {}

    SimulatedGate(Doorway doorway, SimulatedHub hub, Timeline timeline, SplittableRandom random, Night night) {
        this.doorway = doorway;
        this.journal = JournalId.random(random);
        this.hub = hub;
        this.timeline = timeline;
        this.random = random;
        this.night = night;
        write(new Fact.Started("boot-0", nextSeq));
    }

    void show(SimulatedPass pass) {
        if (!powered || present != null) {
            return;
        }
        PresentationId id = new PresentationId(journal, nextSeq++);
        present = new Presented(id, pass, false);
        night.trace(doorway.gate() + " reads " + pass.name() + " as " + id.seq());
        write(new Fact.Intent(id.seq(), shown(pass), doorway.gate(), doorway.lane(), doorway.direction()));
        for (long wait = 0; wait < PATIENCE_MS; wait += ASK_AGAIN_MS) {
            timeline.after(wait, () -> ask(id, pass));
        }
        timeline.after(PATIENCE_MS, () -> lostPatience(id));
    }

    /** As when its plug is pulled, and put back a little later. */
    void losePower() {
        if (!powered) {
            return;
        }
        powered = false;
        @Nullable Presented cut = present;
        if (cut != null && cut.released() && random.nextBoolean()) {
            // The lane was free for a moment, and nobody was there to write down who used it.
            night.crossed(cut.pass(), doorway.gate());
        }
        present = null;
        night.trace(doorway.gate() + " loses its power");
        timeline.after(OFF_MS, () -> {
            powered = true;
            write(new Fact.Started("boot-" + nextSeq, nextSeq));
        });
    }

    void drain() {
        if (!powered) {
            return;
        }
        List<JournalEntry> batch = List.copyOf(entries.subList((int) acknowledged, entries.size()));
        timeline.send(() -> {
            long position = hub.drain(doorway.device(), journal, batch);
            timeline.send(() -> acknowledged = Math.max(acknowledged, position));
        });
    }

    /** At the end of the night: all of it, by hand if need be. */
    void drainEverything() {
        powered = true;
        present = null;
        write(new Fact.Started("boot-last", nextSeq));
        long position = hub.drain(doorway.device(), journal, entries);
        if (position != entries.size()) {
            night.violated(doorway.gate() + " wrote " + entries.size() + " entries and the hub has " + position);
        }
    }

    private void ask(PresentationId id, SimulatedPass pass) {
        if (isWaiting(id)) {
            timeline.send(() -> {
                Decision decision = hub.claim(pass.text(), id, doorway, timeline.now());
                timeline.send(() -> answered(id, decision));
            });
        }
    }

    /** An answer that is late, or came before, finds nobody waiting. */
    private void answered(PresentationId id, Decision decision) {
        @Nullable Presented waiting = present;
        if (waiting == null || !isWaiting(id)) {
            return;
        }
        switch (decision) {
            case Decision.Admit admit -> release(waiting);
            case Decision.Refuse refuse -> turnAway(waiting, decision);
            case Decision.Refer refer -> turnAway(waiting, decision);
        }
    }

    private void release(Presented waiting) {
        present = new Presented(waiting.id(), waiting.pass(), true);
        night.trace(doorway.gate() + " opens for " + waiting.pass().name());
        boolean walks = random.nextDouble() < 0.8;
        timeline.after(random.nextLong(300, 3_000), () -> passed(waiting.id(), walks));
    }

    private void passed(PresentationId id, boolean walked) {
        @Nullable Presented open = present;
        if (open == null || !open.id().equals(id) || !powered) {
            return;
        }
        if (walked) {
            night.crossed(open.pass(), doorway.gate());
        }
        write(new Fact.Outcome(id.seq(), Basis.HUB, walked ? Passage.COMPLETED : Passage.ABANDONED));
        present = null;
    }

    private void turnAway(Presented waiting, Decision decision) {
        night.trace(doorway.gate() + " turns " + waiting.pass().name() + " away: " + decision);
        write(new Fact.TurnedAway(
                waiting.id().seq(),
                Optional.of(shown(waiting.pass())),
                doorway.gate(),
                doorway.lane(),
                doorway.direction(),
                decision));
        present = null;
    }

    private void lostPatience(PresentationId id) {
        @Nullable Presented waiting = present;
        if (waiting != null && isWaiting(id)) {
            turnAway(waiting, new Decision.Refer(Cause.OFFLINE_POLICY));
        }
    }

    private boolean isWaiting(PresentationId id) {
        @Nullable Presented at = present;
        return powered && at != null && at.id().equals(id) && !at.released();
    }

    private static Shown shown(SimulatedPass pass) {
        return pass.shown();
    }

    private void write(Fact fact) {
        clock = clock.tick(timeline.now());
        Stamp stamp = new Stamp(Duration.ofMillis(timeline.nowMs()), TimeInterval.exactly(timeline.now()), clock);
        entries.add(new JournalEntry(entries.size() + 1L, stamp, fact));
    }
}
