package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.record.Stamp;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/** Journal entries of every shape. */
public final class Journals {
    private Journals() {}

    public static JournalEntry anyEntry(RandomGenerator random) {
        return new JournalEntry(1 + random.nextLong(1L << 40), anyStamp(random), anyFact(random));
    }

    /** The entry with one byte changed and a checksum that says it is right. */
    public static byte[] withChecksum(byte[] entry, int at, int value) {
        byte[] changed = entry.clone();
        changed[at] = (byte) value;
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, changed.length - 4);
        ByteBuffer.wrap(changed).putInt(changed.length - 4, (int) crc.getValue());
        return changed;
    }

    private static Stamp anyStamp(RandomGenerator random) {
        Instant earliest = Instant.ofEpochMilli(random.nextLong(1L << 42));
        return new Stamp(
                Duration.ofMillis(random.nextLong(1L << 40)),
                new TimeInterval(earliest, earliest.plusMillis(random.nextLong(1L << 36))),
                new HybridTime(random.nextLong(1L << 48), random.nextInt(1 << 16)));
    }

    private static Fact anyFact(RandomGenerator random) {
        long seq = random.nextLong(Long.MAX_VALUE);
        return switch (random.nextInt(7)) {
            case 0 -> new Fact.Started("boot ¿" + random.nextInt(), seq);
            case 1 -> new Fact.Intent(seq, anyShown(random), anyGate(random), anyLane(random), anyDirection(random));
            case 2 -> new Fact.Outcome(seq, any(random, Basis.values()), any(random, Passage.values()));
            case 3 ->
                new Fact.Crossed(
                        seq, anyGate(random), anyLane(random), anyDirection(random), any(random, Crossing.values()));
            case 4 -> new Fact.Noted(anyGate(random), anyLane(random), "faulted", "¿" + random.nextInt());
            case 5 ->
                new Fact.Ruled(
                        seq,
                        random.nextBoolean() ? Optional.of(anyShown(random)) : Optional.empty(),
                        "ana-" + random.nextInt(100),
                        any(random, Ruling.values()),
                        "pagó en la puerta ".repeat(random.nextInt(10)));
            default ->
                new Fact.TurnedAway(
                        seq,
                        random.nextBoolean() ? Optional.of(anyShown(random)) : Optional.empty(),
                        anyGate(random),
                        anyLane(random),
                        anyDirection(random),
                        anyNo(random));
        };
    }

    private static Decision anyNo(RandomGenerator random) {
        if (random.nextBoolean()) {
            return new Refer(any(random, Cause.values()), anyHint(random));
        }
        Reason reason = any(random, Reason.values());
        boolean needsPlace = reason == Reason.ALREADY_INSIDE || reason == Reason.USED_UP;
        Hint hint = anyHint(random);
        while (needsPlace != hint instanceof Hint.Seen) {
            hint = anyHint(random);
        }
        return new Refuse(reason, hint);
    }

    private static Hint anyHint(RandomGenerator random) {
        Instant at = Instant.ofEpochMilli(random.nextLong(-1L << 40, 1L << 42));
        return switch (random.nextInt(6)) {
            case 0 -> Hint.NONE;
            case 1 -> new Hint.Seen(anyGate(random), at);
            case 2 -> new Hint.Time(at);
            case 3 -> new Hint.Gates(List.of(anyGate(random), anyGate(random)));
            case 4 -> new Hint.Home(new DeviceId("gate-" + random.nextInt(100)));
            default -> new Hint.Note("años & 夜 ".repeat(random.nextInt(40)));
        };
    }

    private static Shown anyShown(RandomGenerator random) {
        return new Shown(
                Maguey.EVENT,
                new PassNumber(random.nextLong()),
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(251),
                new Proof(random.nextLong(), random.nextLong()));
    }

    private static GateId anyGate(RandomGenerator random) {
        return new GateId("Gate." + random.nextInt(9));
    }

    private static LaneId anyLane(RandomGenerator random) {
        return new LaneId("lane_" + random.nextInt(9));
    }

    private static Direction anyDirection(RandomGenerator random) {
        return any(random, Direction.values());
    }

    private static <E> E any(RandomGenerator random, E[] values) {
        return values[random.nextInt(values.length)];
    }
}
