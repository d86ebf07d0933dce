package dev.turnstone.rehearsal.bench;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneProfile;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneTimings;
import dev.turnstone.turnstile.lane.Lanes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * From a decision to the pin, and what lanes cost that do nothing.
 *
 * <p>A lane has one thread that touches its pins, and a decision is made on another. So the limit is the same hand-over
 * with nothing behind it: a thread that waits for a level and writes it to the pin. Both are timed in turn, each after
 * the same pause, so that whatever else the machine does falls on both alike. What the write alone takes, with no
 * hand-over, stands beside them.
 */
public final class LaneBench implements Bench {
    private static final int WARM_UP = 15_000;
    private static final int ROUNDS = 25;
    private static final int ROUND = 100;
    private static final int SAMPLES = ROUNDS * ROUND;
    private static final double MOST_RATIO = 2;
    private static final double MOST_MS = 1;
    /** Longer than a relay rests, so that no pulse ever waits for the last one. */
    private static final Duration PAUSE = Duration.ofMillis(6);

    private static final int LANES = 8;
    private static final double MOST_PERCENT = 10;
    private static final Duration USUAL_LOOK = Duration.ofMillis(50);
    private static final Duration LOOK = Duration.ofMillis(1);
    private static final double MOST_LOOK_MS = 1.1;
    private static final Duration SETTLING = Duration.ofSeconds(6);
    private static final int WINDOWS = 4;
    private static final Duration WINDOW = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "lane";
    }

    @Override
    public List<Measure> run(Arguments given) {
        List<Measure> measures = new ArrayList<>(reaction());
        measures.addAll(idle());
        return measures;
    }

    private static List<Measure> reaction() {
        SimulatedPins world = new SimulatedPins();
        // Before the turnstile of software looks at the relay: waking that up is not the lane's work.
        Stopwatch relay = new Stopwatch(world, Wiring.simulated().line(OutputLine.RELAY_IN));
        try (Lane lane = open("a-1", world, USUAL_LOOK);
                BarePin bare = new BarePin()) {
            warmUp(lane, bare);
            long[] decided = new long[SAMPLES];
            long[] handed = new long[SAMPLES];
            long[] written = new long[SAMPLES];
            for (int at = 0; at < SAMPLES; at++) {
                LockSupport.parkNanos(PAUSE.toNanos());
                long decision = relay.nanos(() -> grant(lane));
                lane.lock();
                LockSupport.parkNanos(PAUSE.toNanos());
                long handOver = bare.handOver();
                long write = bare.write();
                decided[at] = decision;
                handed[at] = handOver;
                written[at] = write;
            }
            return List.of(
                    Measure.against("decision to pin, p99", p99(decided) / 1e3, "µs", p99(handed) / 1e3, MOST_RATIO),
                    Measure.within("decision to pin, p99", p99(decided) / 1e6, "ms", MOST_MS),
                    Measure.within("pin write alone, p99", p99(written) / 1e6, "ms", MOST_MS));
        }
    }

    /** As a lane is after an evening: what a grant runs through is compiled. */
    private static void warmUp(Lane lane, BarePin bare) {
        for (int at = 0; at < WARM_UP; at++) {
            lane.grant(Direction.IN);
            lane.lock();
            bare.handOver();
            bare.write();
        }
    }

    private static void grant(Lane lane) {
        if (!(lane.grant(Direction.IN) instanceof GrantResult.Granted)) {
            throw new IllegalStateException("a lane at rest did not grant");
        }
    }

    /** Lanes that look at their lines a thousand times a second, all in this process. */
    private static List<Measure> idle() {
        SimulatedPins[] worlds = new SimulatedPins[LANES];
        List<Lane> lanes = new ArrayList<>();
        try {
            for (int at = 0; at < LANES; at++) {
                worlds[at] = new SimulatedPins();
                lanes.add(open("b-" + at, worlds[at], LOOK));
            }
            LockSupport.parkNanos(SETTLING.toNanos());
            double percent = Double.MAX_VALUE;
            double lookMs = Double.MAX_VALUE;
            for (int window = 0; window < WINDOWS; window++) {
                long looks = looks(worlds);
                long cpu = cpuNanos();
                long start = System.nanoTime();
                LockSupport.parkNanos(WINDOW.toNanos());
                double nanos = System.nanoTime() - start;
                double busy = cpuNanos() - cpu;
                double rounds = (looks(worlds) - looks)
                        / (double) (LANES * Wiring.simulated().inputs().size());
                percent = Math.min(percent, 100 * busy / nanos);
                lookMs = Math.min(lookMs, nanos / rounds / 1e6);
            }
            return List.of(
                    Measure.within("8 lanes at rest, of a core", percent, "%", MOST_PERCENT),
                    Measure.within("between two looks of a lane", lookMs, "ms", MOST_LOOK_MS));
        } finally {
            lanes.forEach(Lane::close);
        }
    }

    private static Lane open(String name, SimulatedPins world, Duration look) {
        LaneProfile profile = LaneProfile.turnstile(Direction.IN);
        LaneTimings usual = LaneTimings.usual(profile.kind());
        LaneTimings timings = new LaneTimings(
                usual.grant(),
                Duration.ofMillis(20),
                usual.pulseCap(),
                Duration.ofMillis(10),
                usual.renewal(),
                usual.stuck(),
                usual.settle(),
                usual.tailgate(),
                look);
        LaneSettings.Simulated nobody = new LaneSettings.Simulated(Optional.empty(), 1);
        return Lanes.open(
                new LaneSettings(new LaneId(name), profile, timings, nobody, Optional.empty()), nobody, world);
    }

    private static long looks(SimulatedPins... worlds) {
        return Arrays.stream(worlds).mapToLong(SimulatedPins::looks).sum();
    }

    /** Of all threads of this process, the compiler's and the collector's too. */
    private static long cpuNanos() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getProcessCpuTime();
        }
        throw new IllegalStateException("this JVM does not tell its CPU time");
    }

    /** In nanoseconds. The quieter rounds speak: what else the machine does meanwhile is not the lane's doing. */
    private static double p99(long... values) {
        return IntStream.range(0, ROUNDS)
                .mapToLong(round -> {
                    long[] one = Arrays.copyOfRange(values, round * ROUND, (round + 1) * ROUND);
                    Arrays.sort(one);
                    return one[(int) Math.ceil(ROUND * 0.99) - 1];
                })
                .sorted()
                .toArray()[ROUNDS / 4];
    }
}
