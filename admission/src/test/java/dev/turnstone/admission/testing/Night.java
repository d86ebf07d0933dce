package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.ledger.Granted;
import dev.turnstone.admission.ledger.Ledger;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.HybridTime;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What some devices and the hub wrote down in one random night of few passes and many mishaps: claims granted or lost,
 * lanes opened alone, guests who turned round, devices that died anywhere. Each message is something a ledger can be
 * told.
 */
public final class Night {
    private static final int DEVICES = 4;
    private static final int PASSES = 5;

    private final RandomGenerator random;
    private final List<Consumer<Ledger>> messages = new ArrayList<>();
    private final long[] positions = new long[DEVICES];
    private final long[] seqs = new long[DEVICES];
    private long tick;

    private Night(RandomGenerator random) {
        this.random = random;
    }

    /** Everything that was said, in the order in which it happened. */
    public static List<Consumer<Ledger>> messages(RandomGenerator random, int presentations) {
        Night night = new Night(random);
        for (int count = 0; count < presentations; count++) {
            night.present(random.nextInt(DEVICES));
        }
        return night.messages;
    }

    private void present(int device) {
        tick++;
        Doorway doorway = doorway(device);
        Shown shown = new Shown(Maguey.EVENT, new PassNumber(random.nextInt(PASSES)), 0, 1, 1, new Proof(0, 1));
        long seq = seqs[device]++;
        PresentationId id = new PresentationId(journal(device), seq);
        if (random.nextBoolean()) {
            Granted granted = new Granted(shown, doorway, 1, now());
            messages.add(ledger -> ledger.granted(id, granted));
        }
        if (random.nextInt(10) == 0) {
            restart(device);
            return;
        }
        if (random.nextInt(10) == 0) {
            write(
                    device,
                    new Fact.Crossed(
                            seqs[device]++,
                            doorway.gate(),
                            doorway.lane(),
                            doorway.direction(),
                            random.nextBoolean() ? Crossing.TAILGATE : Crossing.FREE));
        }
        write(device, new Fact.Intent(seq, shown, doorway.gate(), doorway.lane(), doorway.direction()));
        switch (random.nextInt(5)) {
            case 0 -> restart(device);
            case 1 ->
                write(
                        device,
                        new Fact.TurnedAway(
                                seq,
                                Optional.of(shown),
                                doorway.gate(),
                                doorway.lane(),
                                doorway.direction(),
                                new Refuse(Reason.REVOKED)));
            default ->
                write(
                        device,
                        new Fact.Outcome(
                                seq, Basis.HUB, random.nextInt(4) == 0 ? Passage.ABANDONED : Passage.COMPLETED));
        }
    }

    private void restart(int device) {
        write(device, new Fact.Started("boot-" + tick, seqs[device]));
    }

    private void write(int device, Fact fact) {
        JournalEntry entry = new JournalEntry(
                ++positions[device],
                new Stamp(
                        Duration.ofSeconds(tick),
                        TimeInterval.around(now(), Duration.ofMillis(20)),
                        new HybridTime(now().toEpochMilli(), device)),
                fact);
        messages.add(ledger -> ledger.hear(deviceId(device), journal(device), entry));
    }

    private Instant now() {
        return Maguey.NINE.plusSeconds(tick);
    }

    private Doorway doorway(int device) {
        Direction direction = random.nextInt(5) == 0 ? Direction.OUT : Direction.IN;
        return new Doorway(deviceId(device), new GateId("G" + device), new LaneId("lane"), direction);
    }

    private static DeviceId deviceId(int device) {
        return new DeviceId("gate-" + device);
    }

    private static JournalId journal(int device) {
        return new JournalId(0, device);
    }
}
