package dev.turnstone.hub.testing;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.ChainHash;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.hub.ledger.JournalMerge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** A gate's journal, written as a gate writes it. */
public final class TestDevice {
    public final DeviceId id;
    public final JournalId journal;
    public final GateId gate;
    public final LaneId lane;
    private final List<byte[]> entries = new ArrayList<>();
    private ChainHash last;
    private long seq;

    public TestDevice(String name, String gate, long seed) {
        this.id = new DeviceId(name);
        this.gate = new GateId(gate);
        this.lane = new LaneId(gate.toLowerCase(Locale.ROOT) + "-1");
        this.journal = JournalId.random(new Random(seed));
        this.last = ChainHash.origin(journal);
    }

    public PresentationId present() {
        return new PresentationId(journal, ++seq);
    }

    public Doorway doorway(Direction direction) {
        return new Doorway(id, gate, lane, direction);
    }

    public static Shown shown(Pass pass) {
        return shown(pass, Proof.of(pass.signature()));
    }

    public static Shown shown(Pass pass, Proof proof) {
        return new Shown(
                TestCloud.EVENT,
                pass.body().number(),
                pass.body().tier(),
                pass.body().version(),
                pass.body().admits(),
                proof);
    }

    public TestDevice started(Instant at) {
        return write(new Fact.Started("boot-" + at.toEpochMilli(), seq + 1), at);
    }

    public TestDevice intends(PresentationId presentation, Shown shown, Direction direction, Instant at) {
        return write(new Fact.Intent(presentation.seq(), shown, gate, lane, direction), at);
    }

    public TestDevice settles(PresentationId presentation, Basis basis, Passage passage, Instant at) {
        return write(new Fact.Outcome(presentation.seq(), basis, passage), at);
    }

    public TestDevice turnsAway(PresentationId presentation, Optional<Shown> shown, Decision decision, Instant at) {
        return write(new Fact.TurnedAway(presentation.seq(), shown, gate, lane, Direction.IN, decision), at);
    }

    public TestDevice crossed(Direction direction, Crossing how, Instant at) {
        return write(new Fact.Crossed(present().seq(), gate, lane, direction, how), at);
    }

    private TestDevice write(Fact fact, Instant at) {
        Stamp stamp = new Stamp(
                Duration.ofSeconds(entries.size()),
                TimeInterval.exactly(at),
                new HybridTime(at.toEpochMilli(), entries.size() & 0xff));
        byte[] bytes = JournalCodec.encode(new JournalEntry(entries.size() + 1L, stamp, fact), last);
        entries.add(bytes);
        last = ChainHash.of(bytes);
        return this;
    }

    public List<byte[]> entries() {
        return List.copyOf(entries);
    }

    /** The journal from this position to its end. */
    public JournalMerge.Batch from(long position) {
        return new JournalMerge.Batch(id, journal, position, entries.subList((int) position - 1, entries.size()));
    }
}
