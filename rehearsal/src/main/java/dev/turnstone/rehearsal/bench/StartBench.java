package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of a gate's process to the relay that opens for the first guest, who stands there already: with an
 * ahead-of-time cache (JEP 514) as {@code ./turnstone package} makes one, and without; beside a JVM that does nothing.
 */
public final class StartBench implements Bench {
    private static final int STARTS = 9;
    private static final int STARTS_WITHOUT = 3;
    private static final int ADMITS = 250;
    private static final double MOST_SECONDS = 2;
    private static final Duration SCANS_WITHIN = Duration.ofSeconds(60);
    private static final Duration LEARNS_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(2);
    /** Of {@code /proc}, on every Linux there is. */
    private static final double TICKS_PER_SECOND = 100;

    private final long seed;
    private final InstantSource clock;

    public StartBench(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Measure> run(Arguments given) {
        boolean onlyJars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .allMatch(entry -> new File(entry).isFile());
        if (!onlyJars) {
            throw new CannotDo(
                    "An ahead-of-time cache holds classes of jars alone, and this program runs from folders.",
                    "Run it as ./turnstone bench start.");
        }
        return Scratch.of(name(), this::measured);
    }

    private List<Measure> measured(Path folder) throws IOException, InterruptedException {
        Path cache = folder.resolve("gate.aot");
        List<String> learning = with("-XX:AOTCacheOutput=" + cache);
        List<String> knowing = with("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
        StagedEvent event = new StagedEvent(seed, clock.instant(), ADMITS);
        try (StagedGate gate = StagedGate.alone(folder, event, clock)) {
            start(gate, learning);
            gate.stop(LEARNS_WITHIN);
            if (!Files.isRegularFile(cache)) {
                throw new IllegalStateException("the JVM made no cache; it said:\n" + gate.log());
            }
            double[] with = new double[STARTS];
            double[] worked = new double[STARTS];
            double[] empty = new double[STARTS];
            for (int start = 0; start < STARTS; start++) {
                First first = start(gate, knowing);
                with[start] = first.seconds;
                worked[start] = first.processorSeconds;
                gate.stop();
                empty[start] = empty(folder);
            }
            double[] without = new double[STARTS_WITHOUT];
            for (int start = 0; start < STARTS_WITHOUT; start++) {
                without[start] = start(gate, StagedGate.FLAGS).seconds;
                gate.stop();
            }
            return List.of(
                    Measure.within("cold start to first scan, median", median(with), "s", MOST_SECONDS),
                    Measure.told(
                            "cold start to first scan, worst",
                            Arrays.stream(with).max().orElse(0),
                            "s"),
                    Measure.told("processor time of it, median", median(worked), "s"),
                    Measure.told("the same without its cache", median(without), "s"),
                    Measure.told("a JVM that does nothing", median(empty), "s"),
                    Measure.told("the cache", Files.size(cache) / 1e6, "MB"),
                    Measure.load());
        }
    }

    private static List<String> with(String... more) {
        List<String> flags = new ArrayList<>(StagedGate.FLAGS);
        flags.addAll(List.of(more));
        return flags;
    }

    /**
     * The first guest after a start.
     *
     * @param processorSeconds what all cores together worked for it: that stays the same beside whatever else they do
     */
    private record First(double seconds, double processorSeconds) {}

    /** One start; its monotonic clock is ours as well. */
    private static First start(StagedGate gate, List<String> flags) throws IOException, InterruptedException {
        int before = gate.rises().size();
        long start = System.nanoTime();
        gate.start(List.of(), flags, List.of());
        while (gate.rises().size() <= before) {
            if (!gate.isAlive() || System.nanoTime() - start >= SCANS_WITHIN.toNanos()) {
                throw new IllegalStateException("the gate let nobody in; it said:\n" + gate.log());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        double worked = processorSeconds(gate.pid());
        return new First((gate.rises().get(before) - start) / 1e9, worked);
    }

    private static double processorSeconds(long pid) throws IOException {
        String told = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // The name of the program, which comes second, is in brackets and may hold anything.
        String[] fields = told.substring(told.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static double empty(Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(StagedGate.FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Nothing.class.getName()));
        long start = System.nanoTime();
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nothing.log").toFile())
                .start()
                .waitFor();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What a JVM costs before it does anything. */
    static final class Nothing {
        private Nothing() {}

        public static void main(String[] args) {}
    }
}
