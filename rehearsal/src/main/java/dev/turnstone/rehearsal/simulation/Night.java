package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.UsageBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One night under one seed: some gates and a hub, as they are, in one thread; a few passes that are shown again and again,
 * often at several gates at once; and whatever can go wrong with clocks, cards, disks, cables and plugs. The end of every
 * night is calm: then everything must come home and add up.
 */
final class Night {
    private static final int PASSES = 20;
    private static final int SHOWINGS = 110;
    private static final long LASTS_MS = 60_000;
    private static final long INCIDENTS_WITHIN_MS = 10_000;
    private static final long LAST_GUEST_MS = 6_000;

    private final Timeline timeline = new Timeline();
    private final SplittableRandom random;
    private final Weather weather;
    private final Consumer<String> trace;
    private final Promises promises = new Promises(this);
    private final House house;
    private final SimulatedHub hub;
    private final List<SimulatedGate> gates = new ArrayList<>();

    Night(long seed, Consumer<String> trace) {
        this(seed, trace, Plant.NONE);
    }

    Night(long seed, Consumer<String> trace, Plant plant) {
        this.random = new SplittableRandom(seed);
        this.weather = new Weather(random.split());
        this.trace = trace;
        List<Doorway> doorways = new ArrayList<>();
        for (int at = random.nextInt(2, 6); at > 0; at--) {
            String letter = String.valueOf((char) ('a' + doorways.size()));
            doorways.add(new Doorway(
                    new DeviceId("gate-" + letter),
                    new GateId("gate-" + letter),
                    new LaneId(letter + "-1"),
                    Direction.IN));
        }
        this.house = new House(
                random.split(), PASSES, doorways.stream().map(Doorway::device).toList());
        house.passes().forEach(promises::sold);
        this.hub = new SimulatedHub(house, timeline, random.split(), this, plant);
        doorways.forEach(doorway -> gates.add(new SimulatedGate(doorway, house, hub, random.split(), this, plant)));
    }

    Timeline timeline() {
        return timeline;
    }

    Weather weather() {
        return weather;
    }

    Promises promises() {
        return promises;
    }

    House house() {
        return house;
    }

    SimulatedHub hub() {
        return hub;
    }

    List<SimulatedGate> gates() {
        return gates;
    }

    Set<Reached> reached() {
        return weather.reached();
    }

    long walked() {
        return promises.walked();
    }

    /** What was violated; empty when every promise held. */
    List<String> run() {
        hub.start();
        gates.forEach(SimulatedGate::switchOn);
        guests();
        misfortunes();
        until(LASTS_MS);
        if (promises.violations().isEmpty()) {
            heal();
        }
        return promises.violations();
    }

    private void guests() {
        for (int at = 0; at < SHOWINGS; at++) {
            SimulatedPass pass = house.passes().get(random.nextInt(PASSES));
            long when = random.nextLong(LASTS_MS - LAST_GUEST_MS);
            int gatesAtOnce = random.nextInt(6) == 0 ? random.nextInt(2, gates.size() + 1) : 1;
            for (int copy = 0; copy < gatesAtOnce; copy++) {
                SimulatedGate gate = gates.get(random.nextInt(gates.size()));
                timeline.after(when + random.nextLong(5), () -> gate.show(pass));
            }
        }
    }

    private void misfortunes() {
        for (SimulatedGate gate : gates) {
            for (int cuts = weather.cuts(); cuts > 0; cuts--) {
                boolean claimsToo = random.nextInt(3) > 0;
                long forMs = random.nextLong(500, 20_000);
                timeline.after(random.nextLong(LASTS_MS), () -> gate.cut(claimsToo, forMs));
            }
            for (int cuts = weather.powerCuts(); cuts > 0; cuts--) {
                timeline.after(random.nextLong(LASTS_MS), gate::losePower);
            }
            for (int steps = weather.clockSteps(); steps > 0; steps--) {
                long by = random.nextBoolean()
                        ? random.nextLong(-5_000, 5_000)
                        : Duration.ofDays(1).toMillis() * (random.nextBoolean() ? 1 : -1);
                timeline.after(random.nextLong(LASTS_MS), () -> gate.stepClock(by));
            }
        }
        for (int kills = weather.hubKills(); kills > 0; kills--) {
            timeline.after(random.nextLong(LASTS_MS), hub::kill);
        }
        for (int fulls = weather.diskFulls(); fulls > 0; fulls--) {
            long from = random.nextLong(LASTS_MS);
            timeline.after(from, () -> hub.disk().fill(true));
            timeline.after(from + random.nextLong(500, 8_000), () -> hub.disk().fill(false));
        }
    }

    private void heal() {
        trace("the night is over: every link, disk and clock is well again");
        weather.calmDown();
        hub.startIfDown();
        gates.forEach(SimulatedGate::switchOn);
        gates.forEach(SimulatedGate::restore);
        until(LASTS_MS + INCIDENTS_WITHIN_MS);
        promises.healed();
        // Two days later by every clock, so that nothing is ahead of any: a journal's next entry says so.
        for (SimulatedGate gate : gates) {
            gate.restartTwoDaysLater();
        }
        until(LASTS_MS + INCIDENTS_WITHIN_MS + 3_000);
        promises.settled();
    }

    private void until(long ms) {
        while (promises.violations().isEmpty() && timeline.step(ms)) {
            promises.look();
        }
    }

    void hubStarted() {
        promises.hubStarted();
        gates.forEach(SimulatedGate::hubStarted);
    }

    void hubGone() {
        gates.forEach(SimulatedGate::hubGone);
    }

    void broadcast(UsageBatch batch) {
        gates.forEach(gate -> gate.told(batch));
    }

    void trace(String what) {
        trace.accept("%6d ms  %s".formatted(timeline.nowMs(), what));
    }
}
