package dev.turnstone.rehearsal.bench;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.rehearsal.bench.LaneCrowd.Run;
import dev.turnstone.rehearsal.rig.BareRoute;
import dev.turnstone.rehearsal.rig.RigBroker;
import dev.turnstone.rehearsal.rig.RigHub;
import dev.turnstone.rehearsal.rig.RigVenue;
import dev.turnstone.rehearsal.stage.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Claims at a real hub over mutual TLS, each answered when it is on the disk; beside them the same route without any
 * work, and how often a second this disk takes a flush. The lanes share the machine with the hub, so both routes are
 * measured in turn and the ratio speaks.
 */
public final class ClaimsBench implements Bench {
    private static final int PASSES = 30_000;
    private static final int ADMITS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration PHASE = Duration.ofSeconds(4);
    private static final Duration OPEN_PHASE = Duration.ofSeconds(12);
    private static final Duration GUEST_EVERY = Duration.ofSeconds(2);
    private static final int LANES = 500;
    private static final double MOST_P99_MS = 20;
    private static final double LEAST_RATE = 5_000;
    private static final double LEAST_SHARE = 0.7;
    private static final double MOST_RESIDENT_MB = 384;

    private final long seed;
    private final InstantSource clock;

    public ClaimsBench(long seed, InstantSource clock) {
        this.seed = seed;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "claims";
    }

    @Override
    public List<Measure> run(Arguments given) {
        try {
            Path folder = Files.createTempDirectory("turnstone-claims-");
            try {
                return measured(folder);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new CannotDo("The hub could not be measured: " + e.getMessage(), "Look at the disk and the ports.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private List<Measure> measured(Path folder) throws IOException, InterruptedException {
        RigVenue venue = RigVenue.in(folder, PASSES, ADMITS, seed, clock);
        List<Measure> measures = new ArrayList<>();
        double flushes = flushesPerSecond(folder);
        measures.add(Measure.told("flushes of the disk", flushes, "/s"));
        Optional<RigBroker> broker = RigBroker.start(venue);
        try (BareRoute bare = BareRoute.start(venue);
                RigHub hub = RigHub.start(venue, broker);
                LaneCrowd atBare = LaneCrowd.of(venue, bare.port(), LANES, seed);
                LaneCrowd atHub = LaneCrowd.of(venue, hub.claimsPort(), LANES, seed + 1)) {
            atBare.saturated(50, WARM_UP);
            atHub.saturated(50, WARM_UP);
            double best = 0;
            double limit = 0;
            double processorMicros = 0;
            for (int lanes : List.of(1, 50, LANES)) {
                Run without = atBare.saturated(lanes, PHASE);
                Duration before = hub.processorTime();
                Run with = atHub.saturated(lanes, PHASE);
                processorMicros = hub.processorTime().minus(before).toNanos() / 1e3 / with.answers();
                tell(measures, lanes, without, with);
                if (with.perSecond() > best) {
                    best = with.perSecond();
                    limit = without.perSecond();
                }
            }
            double share = best / limit;
            measures.add(new Measure(
                    "claims when saturated",
                    rounded(best),
                    "/s",
                    Optional.of(rounded(limit)),
                    Optional.of(rounded(share)),
                    Optional.of(LEAST_SHARE),
                    best >= LEAST_RATE || share >= LEAST_SHARE));
            measures.add(Measure.told("processor time of a claim", processorMicros, "µs"));
            Run bareNight = atBare.open(GUEST_EVERY, OPEN_PHASE);
            Run night = atHub.open(GUEST_EVERY, OPEN_PHASE);
            measures.add(Measure.told("p99 without work, a guest every 2 s", bareNight.ms(0.99), "ms"));
            measures.add(Measure.told("p50 of claims, a guest every 2 s", night.ms(0.50), "ms"));
            measures.add(Measure.within("p99 of claims, a guest every 2 s", night.ms(0.99), "ms", MOST_P99_MS));
            measures.add(Measure.within("answers that were no answer", atHub.failures(), "", 0));
            measures.add(
                    broker.isPresent()
                            ? Measure.within(
                                    "hub resident, 500 lanes", (double) hub.residentMb(), "MB", MOST_RESIDENT_MB)
                            : Measure.told("hub resident, broker within", (double) hub.residentMb(), "MB"));
        } finally {
            broker.ifPresent(RigBroker::close);
        }
        return measures;
    }

    private static void tell(List<Measure> measures, int lanes, Run without, Run with) {
        String at = lanes == 1 ? "1 lane" : lanes + " lanes";
        double limit = without.perSecond();
        measures.add(new Measure(
                "claims at " + at,
                rounded(with.perSecond()),
                "/s",
                Optional.of(rounded(limit)),
                Optional.of(rounded(with.perSecond() / limit)),
                Optional.empty(),
                true));
        measures.add(Measure.told("p50 at " + at, with.ms(0.50), "ms"));
        measures.add(Measure.told("p99 at " + at, with.ms(0.99), "ms"));
    }

    private static double flushesPerSecond(Path folder) throws IOException {
        Path file = folder.resolve("flushed");
        ByteBuffer page = ByteBuffer.allocateDirect(4_096);
        long start = System.nanoTime();
        long flushes = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (System.nanoTime() - start < Duration.ofSeconds(1).toNanos()) {
                page.clear();
                channel.write(page);
                channel.force(false);
                flushes++;
            }
        }
        return flushes * 1e9 / (System.nanoTime() - start);
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
