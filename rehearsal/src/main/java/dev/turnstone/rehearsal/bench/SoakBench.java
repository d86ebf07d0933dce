package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.rehearsal.bench.Trend.Point;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import dev.turnstone.rehearsal.stage.StagedHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A gate that lets somebody in every second, for as long as is asked: does it grow, does it get slower? Its memory, its
 * threads and its open files are looked at every ten seconds, its heap once a minute after a full collection. What they
 * would grow by in an hour is told, and so is whether the run itself was flat: whether the last third of it, of which the
 * first fifth is left out, was no higher than the first.
 */
public final class SoakBench implements Bench {
    private static final int PASSES = 100_000;
    private static final int USUAL_MINUTES = 30;
    private static final int LONGEST_MINUTES = 24 * 60;
    /** A JVM settles for some minutes before there is anything flat about it. */
    private static final int LEAST_MINUTES = 10;

    private static final double MOST_MB = 192;
    private static final double MOST_RESIDENT_GROWTH_MB = 8;
    private static final double MOST_HEAP_GROWTH_MB = 2;
    private static final double MOST_THREADS = 2;
    private static final double MOST_FILES = 3;
    private static final double MOST_DRIFT = 1.5;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int LOOK_EVERY = 10;
    private static final int COLLECT_EVERY = 60;
    private static final Duration LET_IN_WITHIN = Duration.ofSeconds(10);

    private final long seed;
    private final InstantSource clock;

    public SoakBench(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public boolean isShort() {
        return false;
    }

    @Override
    public List<Measure> run(Arguments given) {
        int minutes = given.integer("minutes", USUAL_MINUTES, 1, LONGEST_MINUTES);
        return Scratch.of(name(), folder -> soaked(folder, minutes));
    }

    /** What was seen, by the second. */
    private record Seen(
            List<Point> residentMb,
            List<Point> highestMb,
            List<Point> heapMb,
            List<Point> threads,
            List<Point> files,
            List<Point> latencyMs) {
        Seen() {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }
    }

    private List<Measure> soaked(Path folder, int minutes) throws IOException, InterruptedException {
        int guests = minutes * (int) TimeUnit.MINUTES.toSeconds(1);
        StagedEvent event = new StagedEvent(seed, clock.instant(), 1);
        event.enter(Files.createDirectories(StagedHub.data(folder)), guests, Math.max(PASSES, guests));
        Seen seen = new Seen();
        try (StagedHub hub = StagedHub.start(folder, event, clock);
                StagedGate gate = new StagedGate(folder, event, hub)) {
            gate.start(List.of(), StagedGate.FLAGS, List.of());
            gate.awaitReady();
            awaitSettings(gate);
            long start = System.nanoTime();
            for (int guest = 0; guest < guests; guest++) {
                awaitTurn(start + guest * BETWEEN.toNanos());
                seen.latencyMs.add(new Point(guest, letIn(gate, event.text(guest))));
                if (guest % LOOK_EVERY == LOOK_EVERY - 1) {
                    look(gate, guest, seen);
                }
                if (guest % COLLECT_EVERY == COLLECT_EVERY - 1) {
                    seen.heapMb.add(new Point(guest, heapMb(gate)));
                }
            }
        }
        return rows(seen, minutes >= LEAST_MINUTES);
    }

    private static void awaitSettings(StagedGate gate) throws InterruptedException {
        long deadline = System.nanoTime() + LET_IN_WITHIN.toNanos();
        while (!gate.health()
                .path("parts")
                .path("settings")
                .path("status")
                .asText()
                .equals("up")) {
            if (System.nanoTime() - deadline >= 0) {
                throw new IllegalStateException("the gate heard nothing from its hub; it said:\n" + gate.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** The next guest comes when it is time, however long the last one took. */
    private static void awaitTurn(long atNanos) throws InterruptedException {
        while (System.nanoTime() - atNanos < 0) {
            LockSupport.parkNanos(atNanos - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** From the moment the phone is held up to the relay. */
    private static double letIn(StagedGate gate, String text) throws InterruptedException {
        int before = gate.rises().size();
        long start = System.nanoTime();
        gate.show(text);
        while (gate.rises().size() <= before) {
            if (!gate.isAlive() || System.nanoTime() - start >= LET_IN_WITHIN.toNanos()) {
                throw new IllegalStateException("a guest was not let in; the gate said:\n" + gate.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return (gate.rises().get(before) - start) / 1e6;
    }

    private static void look(StagedGate gate, int second, Seen seen) throws IOException {
        Path process = Path.of("/proc", Long.toString(gate.pid()));
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                seen.residentMb.add(new Point(second, number(line) / 1024));
            } else if (line.startsWith("VmHWM:")) {
                seen.highestMb.add(new Point(second, number(line) / 1024));
            } else if (line.startsWith("Threads:")) {
                seen.threads.add(new Point(second, number(line)));
            }
        }
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            seen.files.add(new Point(second, open.count()));
        }
    }

    private static double number(String line) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
    }

    /** What is left of the heap when everything that can go has gone. */
    private static double heapMb(StagedGate gate) throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(gate.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return gate.metrics()
                        .lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .findFirst()
                        .orElse(Double.NaN)
                / (1024 * 1024);
    }

    /** @param settled whether it was long enough to say that it is flat */
    private static List<Measure> rows(Seen seen, boolean settled) {
        Trend resident = new Trend(seen.residentMb);
        Trend heap = new Trend(seen.heapMb);
        Trend threads = new Trend(seen.threads);
        Trend files = new Trend(seen.files);
        Trend latency = new Trend(seen.latencyMs);
        return List.of(
                Measure.within("resident, at the most", resident.most(), "MB", MOST_MB),
                Measure.told("resident, highest ever", new Trend(seen.highestMb).last(), "MB"),
                Measure.told("resident, slope", resident.slopePerHour(), "MB/h"),
                grown("resident", resident, "MB", MOST_RESIDENT_GROWTH_MB, settled),
                Measure.told("heap after collection", heap.last(), "MB"),
                Measure.told("heap after collection, slope", heap.slopePerHour(), "MB/h"),
                grown("heap after collection", heap, "MB", MOST_HEAP_GROWTH_MB, settled),
                Measure.told("threads", threads.last(), ""),
                Measure.within("threads, grown by", threads.growth(), "", MOST_THREADS),
                Measure.told("open files", files.last(), ""),
                Measure.within("open files, grown by", files.growth(), "", MOST_FILES),
                Measure.told("phone to relay, p50", latency.percentile(50), "ms"),
                Measure.told("phone to relay, p95", latency.percentile(95), "ms"),
                Measure.within("phone to relay, p50, end by beginning", latency.drift(50), "×", MOST_DRIFT),
                Measure.load());
    }

    private static Measure grown(String what, Trend trend, String unit, double most, boolean settled) {
        return settled
                ? Measure.within(what + ", grown by", trend.growth(), unit, most)
                : Measure.told(what + ", grown by, still settling", trend.growth(), unit);
    }
}
