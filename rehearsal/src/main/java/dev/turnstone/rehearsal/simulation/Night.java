package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.ledger.Row;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One night under one seed: a few passes, shown again and again at several gates at once, over a network that loses,
 * delays and repeats, with power cuts. Whatever happens, no pass lets in more people than it admits, and when every
 * journal has come home the ledger says of each presentation what truly became of it.
 */
final class Night {
    private static final EventId EVENT = new EventId("night");
    private static final Instant OPENS = Instant.parse("2026-11-21T18:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-11-22T12:00:00Z");
    private static final int GATES = 4;
    private static final int PASSES = 24;
    private static final int SHOWINGS = 160;
    private static final long LASTS_MS = 90_000;

    private final Timeline timeline;
    private final SplittableRandom random;
    private final Consumer<String> trace;
    private final List<String> violations = new ArrayList<>();
    private final Map<PassNumber, Integer> crossings = new HashMap<>();
    private final List<SimulatedGate> gates = new ArrayList<>();
    private final List<SimulatedPass> passes = new ArrayList<>();
    private final SimulatedHub hub;

    Night(long seed, Consumer<String> trace) {
        this(seed, trace, SimulatedHub::new);
    }

    Night(long seed, Consumer<String> trace, BiFunction<EventKey, Sheet, SimulatedHub> hubs) {
        this.random = new SplittableRandom(seed);
        this.timeline = new Timeline(random.split());
        this.trace = trace;
        byte[] keySeed = new byte[32];
        random.nextBytes(keySeed);
        PassSigner signer = PassSigner.fromSeed(keySeed);
        Sheet sheet = Sheet.of(EVENT, 1, "Night", "Venue", ZoneOffset.UTC, OPENS, CLOSES, List.of(Tier.of(0, "GA")));
        this.hub = hubs.apply(new EventKey(EVENT, signer.publicKey(), OPENS, CLOSES), sheet);
        for (int i = 0; i < PASSES; i++) {
            passes.add(pass(signer, "pass " + i, 1 + random.nextInt(3)));
        }
        for (int i = 0; i < GATES; i++) {
            String letter = String.valueOf((char) ('a' + i));
            Doorway doorway = new Doorway(
                    new DeviceId("gate-" + letter),
                    new GateId("gate-" + letter),
                    new LaneId(letter + "-1"),
                    Direction.IN);
            gates.add(new SimulatedGate(doorway, hub, timeline, random.split(), this));
        }
    }

    /** What was violated; empty when every promise held. */
    List<String> run() {
        for (int i = 0; i < SHOWINGS; i++) {
            SimulatedGate gate = gates.get(random.nextInt(GATES));
            SimulatedPass pass = passes.get(random.nextInt(PASSES));
            timeline.after(random.nextLong(LASTS_MS), () -> gate.show(pass));
        }
        for (SimulatedGate gate : gates) {
            for (long at = 500; at < LASTS_MS; at += 500) {
                timeline.after(at + random.nextLong(400), gate::drain);
            }
            for (int cuts = random.nextInt(4); cuts > 0; cuts--) {
                timeline.after(random.nextLong(LASTS_MS), gate::losePower);
            }
        }
        while (timeline.step()) {
            // Everything happens in the steps, and is checked where it happens.
        }
        gates.forEach(SimulatedGate::drainEverything);
        passes.forEach(this::settled);
        return violations;
    }

    int crossings() {
        return crossings.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Promise 1, at the very moment at which it would be broken. */
    void crossed(SimulatedPass pass, GateId gate) {
        int count = crossings.merge(pass.shown().number(), 1, Integer::sum);
        trace(gate + ": somebody walks in with " + pass.name() + " (" + count + " of " + pass.admits() + ")");
        if (count > pass.admits()) {
            violated(pass.name() + " admits " + pass.admits() + " and let in " + count);
        }
    }

    void violated(String what) {
        trace("VIOLATION: " + what);
        violations.add(what);
    }

    void trace(String what) {
        trace.accept("%6d ms  %s".formatted(timeline.nowMs(), what));
    }

    /** With every journal home nothing is open, and what counts lies between what was walked and what is admitted. */
    private void settled(SimulatedPass pass) {
        List<Row> rows = hub.ledger().rows(PassKey.of(pass.shown()));
        long open = rows.stream().filter(row -> row.state() == Row.State.OPEN).count();
        long used = rows.stream().filter(row -> row.state() == Row.State.PASSED).count();
        int walked = crossings.getOrDefault(pass.shown().number(), 0);
        if (open > 0) {
            violated(pass.name() + " has " + open + " presentations open when every journal is home");
        }
        if (used < walked) {
            violated(pass.name() + " let in " + walked + " and the ledger knows of " + used);
        }
    }

    private SimulatedPass pass(PassSigner signer, String name, int admits) {
        Pass pass = signer.sign(PassBody.ofStatic(signer.keyId(), new PassNumber(random.nextLong()), 0, 1, admits));
        Shown shown = new Shown(EVENT, pass.number(), 0, 1, admits, Proof.of(pass.signature()));
        return new SimulatedPass(name, PassCodec.encode(pass), shown);
    }
}
