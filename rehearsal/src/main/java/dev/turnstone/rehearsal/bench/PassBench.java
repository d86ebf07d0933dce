package dev.turnstone.rehearsal.bench;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.rehearsal.bench.PassCrowd.Guest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * From a scanned text to a decision: parse, verify, look up among 100,000 passes, decide; against one bare signature
 * verification of the very same pass. Both are timed in turn over small batches, so that whatever else the machine does
 * falls on both alike, and the median batch speaks.
 */
public final class PassBench implements Bench {
    private static final int PASSES = 100_000;
    private static final int BATCH = 200;
    private static final int WARM_UP_BATCHES = 40;
    private static final int BATCHES = 300;
    private static final double MOST_RATIO = 1.15;
    private static final double MOST_FORGED_RATIO = 1.05;
    private static final double MOST_LIVE_MS = 5;
    private static final double MOST_BYTES = 16_384;
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);

    private final long seed;

    public PassBench(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "pass";
    }

    @Override
    public List<Measure> run(Arguments given) {
        PassCrowd crowd = PassCrowd.of(PASSES, seed);
        TimeInterval now = TimeInterval.exactly(PassCrowd.NOW);
        PublicKey key = crowd.publicKey();

        Consumer<Guest> verify = guest -> require(key.verifies(guest.signature(), guest.signed()));
        Consumer<Guest> decide =
                guest -> require(AdmissionRules.decide(guest.text(), crowd, DOORWAY, now) instanceof Decision.Admit);
        Consumer<Guest> refuse =
                guest -> require(AdmissionRules.decide(guest.forged(), crowd, DOORWAY, now) instanceof Decision.Refuse);

        long[][] nanos = inTurn(crowd, verify, decide, refuse);
        double bare = median(nanos[0]) / (1_000.0 * BATCH);
        double honest = median(nanos[1]) / (1_000.0 * BATCH);
        double forged = median(nanos[2]) / (1_000.0 * BATCH);
        return List.of(
                Measure.against("pass decided", honest, "µs", bare, MOST_RATIO),
                Measure.against("forgery decided", forged, "µs", honest, MOST_FORGED_RATIO),
                Measure.within("live pass at first sight", liveMs(crowd, now), "ms", MOST_LIVE_MS),
                Measure.within("allocated by a decision", allocated(crowd, decide), "bytes", MOST_BYTES));
    }

    /** Of each batch and each work, how long it took. */
    @SafeVarargs
    private static long[][] inTurn(PassCrowd crowd, Consumer<Guest>... works) {
        long[][] nanos = new long[works.length][BATCHES];
        for (int batch = -WARM_UP_BATCHES; batch < BATCHES; batch++) {
            for (int work = 0; work < works.length; work++) {
                long start = System.nanoTime();
                for (int at = 0; at < BATCH; at++) {
                    works[work].accept(crowd.guest((batch + WARM_UP_BATCHES) * BATCH + at));
                }
                if (batch >= 0) {
                    nanos[work][batch] = System.nanoTime() - start;
                }
            }
        }
        return nanos;
    }

    /** The last step of the night: the whole chain has to be hashed. */
    private static double liveMs(PassCrowd crowd, TimeInterval now) {
        String text = crowd.liveText();
        long[] nanos = new long[BATCHES];
        for (int at = 0; at < BATCHES; at++) {
            long start = System.nanoTime();
            require(AdmissionRules.decide(text, crowd, DOORWAY, now) instanceof Decision.Admit);
            nanos[at] = System.nanoTime() - start;
        }
        return median(nanos) / 1e6;
    }

    private static double allocated(PassCrowd crowd, Consumer<Guest> decide) {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)) {
            return 0;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int at = 0; at < BATCH; at++) {
            decide.accept(crowd.guest(at));
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / BATCH;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("a pass came out otherwise than it was made");
        }
    }
}
