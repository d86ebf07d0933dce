package dev.turnstone.rehearsal.torture;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.rehearsal.rig.ClaimLine;
import dev.turnstone.rehearsal.rig.RigHub;
import dev.turnstone.rehearsal.rig.RigVenue;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A gate that asks and tells without end, and remembers what the hub has said to it. Its journal is in its memory, since
 * it is not the one that is killed; it drains by the product's own link.
 */
final class HubLane implements AutoCloseable {
    private static final long BUDGET_MS = 5_000;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final RigVenue venue;
    private final RigHub hub;
    private final Doorway doorway;
    private final Identity identity;
    private final InstantSource clock;
    private final AtomicLong passes;
    private final Told journal;
    private final HubEvents events;
    private final Map<PresentationId, Decision> answered = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean pausing;
    private volatile boolean paused;
    private long seq;

    HubLane(RigVenue venue, RigHub hub, String name, AtomicLong passes, SplittableRandom random, InstantSource clock)
            throws IOException {
        this.venue = venue;
        this.hub = hub;
        this.clock = clock;
        this.passes = passes;
        this.doorway = new Doorway(new DeviceId(name), new GateId(name), new LaneId(name + "-lane"), Direction.IN);
        this.identity = venue.device(name);
        this.journal = new Told(JournalId.random(random));
        String boot = "boot-1";
        this.events = new HubEvents(
                hub.broker(),
                doorway.device(),
                boot,
                new Topics(RigVenue.VENUE),
                identity.sslContext(),
                new Drain(journal, boot),
                new Deaf(),
                () -> DeviceState.online(boot, "torture", List.of(), clock.instant()),
                random);
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** What the hub tells everybody is of no use here. */
    private record Deaf() implements HubEvents.Listener {
        @Override
        public List<String> topics() {
            return List.of();
        }

        @Override
        public void hear(String topic, String payload) {}

        @Override
        public void connected() {}
    }

    void start() {
        journal.tell(new Fact.Started("boot-1", 1), clock.instant());
        events.start();
        thread.start();
    }

    private void run() {
        @Nullable ClaimLine line = null;
        while (!closed) {
            paused = pausing;
            if (pausing) {
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                continue;
            }
            try {
                if (line == null) {
                    line = ClaimLine.to(hub.claimsPort(), identity);
                }
                oneGuest(line);
            } catch (IOException e) {
                line = null;
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private void oneGuest(ClaimLine line) throws IOException {
        long pass = passes.getAndIncrement();
        PresentationId id = new PresentationId(journal.id(), ++seq);
        Instant now = clock.instant();
        ClaimLine.Answer answer =
                line.ask(ClaimLine.question(ClaimRequest.of(id, venue.pass(pass), doorway, BUDGET_MS)));
        if (answer.status() != 200) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            return;
        }
        Decision decision = answer.claim().decision();
        if (!(decision instanceof Decision.Admit)) {
            // A fault of its disk is said by a hub that has kept nothing of it.
            return;
        }
        answered.put(id, decision);
        journal.tell(
                new Fact.Intent(id.seq(), venue.shown(pass), doorway.gate(), doorway.lane(), doorway.direction()), now);
        journal.tell(new Fact.Outcome(id.seq(), Basis.HUB, Passage.COMPLETED), now);
        events.wake();
    }

    void pause(boolean wanted) {
        pausing = wanted;
    }

    boolean isPaused() {
        return paused;
    }

    JournalId journal() {
        return journal.id();
    }

    /** What the hub has ever answered with a grant. */
    Map<PresentationId, Decision> answered() {
        return Map.copyOf(answered);
    }

    /** Up to here the hub has ever said that it has the journal. */
    long acknowledged() {
        return journal.highest;
    }

    long last() {
        return journal.last();
    }

    boolean isDrained() {
        return journal.acknowledged() == journal.last();
    }

    @Override
    public void close() {
        closed = true;
        events.close();
    }

    private static final class Told implements Drain.Outbox {
        private final JournalId id;
        private final List<byte[]> entries = new ArrayList<>();
        private ChainHash tip;
        private HybridTime time = HybridTime.ZERO;
        private volatile long acknowledged;
        private volatile long highest;

        Told(JournalId id) {
            this.id = id;
            this.tip = ChainHash.origin(id);
        }

        synchronized void tell(Fact fact, Instant now) {
            time = time.tick(now);
            Stamp stamp = new Stamp(Duration.ofSeconds(entries.size()), TimeInterval.exactly(now), time);
            byte[] bytes = JournalCodec.encode(new JournalEntry(entries.size() + 1L, stamp, fact), tip);
            entries.add(bytes);
            tip = ChainHash.of(bytes);
        }

        @Override
        public JournalId id() {
            return id;
        }

        @Override
        public synchronized long last() {
            return entries.size();
        }

        @Override
        public long acknowledged() {
            return acknowledged;
        }

        @Override
        public synchronized List<byte[]> read(long from, int most) {
            int first = (int) Math.min(from - 1, entries.size());
            return List.copyOf(entries.subList(first, Math.min(entries.size(), first + most)));
        }

        @Override
        public void acknowledge(long position) {
            acknowledged = position;
            highest = Math.max(highest, position);
        }
    }
}
