package dev.turnstone.rehearsal.bench;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.rehearsal.rig.ClaimLine;
import dev.turnstone.rehearsal.rig.RigVenue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Lanes of one house, each with its own open connection and its own journal, fifty to a device. */
final class LaneCrowd implements AutoCloseable {
    private static final int LANES_OF_A_DEVICE = 50;
    private static final long BUDGET_MS = 10_000;

    private final RigVenue venue;
    private final List<Asking> lanes;
    private final AtomicLong nextPass = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private LaneCrowd(RigVenue venue, List<Asking> lanes) {
        this.venue = venue;
        this.lanes = lanes;
    }

    static LaneCrowd of(RigVenue venue, int port, int lanes, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Asking> all = new ArrayList<>();
        for (int at = 0; at < lanes; at++) {
            String device = "device-" + at / LANES_OF_A_DEVICE;
            Identity identity = venue.device(device);
            Doorway doorway =
                    new Doorway(new DeviceId(device), new GateId("gate"), new LaneId("lane-" + at), Direction.IN);
            all.add(new Asking(ClaimLine.to(port, identity), doorway, JournalId.random(random)));
        }
        return new LaneCrowd(venue, List.copyOf(all));
    }

    /** One lane, used by one thread. */
    private static final class Asking {
        private final ClaimLine line;
        private final Doorway doorway;
        private final JournalId journal;
        private long seq;

        Asking(ClaimLine line, Doorway doorway, JournalId journal) {
            this.line = line;
            this.doorway = doorway;
            this.journal = journal;
        }

        boolean claim(String pass) throws IOException {
            PresentationId id = new PresentationId(journal, ++seq);
            return line.ask(ClaimLine.question(ClaimRequest.of(id, pass, doorway, BUDGET_MS)))
                            .status()
                    == 200;
        }
    }

    /** What came of asking for a while. */
    static final class Run {
        private final long[] sortedNanos;
        private final double seconds;

        private Run(long[] sortedNanos, double seconds) {
            this.sortedNanos = sortedNanos;
            this.seconds = seconds;
        }

        int answers() {
            return sortedNanos.length;
        }

        double perSecond() {
            return sortedNanos.length / seconds;
        }

        double ms(double quantile) {
            int at = (int) Math.min(sortedNanos.length - 1L, (long) (sortedNanos.length * quantile));
            return at < 0 ? Double.NaN : sortedNanos[at] / 1e6;
        }
    }

    @FunctionalInterface
    private interface Work {
        long[] of(Asking lane, int at, long start) throws IOException;
    }

    double failures() {
        return failures.get();
    }

    /** Each lane asks again as soon as it is answered. */
    Run saturated(int howMany, Duration lasting) throws InterruptedException {
        return all(howMany, lasting, (lane, at, start) -> {
            Latencies took = new Latencies();
            for (long now = System.nanoTime(); now - start < lasting.toNanos(); ) {
                ask(lane);
                long after = System.nanoTime();
                took.add(after - now);
                now = after;
            }
            return took.all();
        });
    }

    /**
     * A guest comes to each lane when the time has come, whether or not the one before has been answered: what a slow
     * answer keeps waiting counts from when it should have been asked.
     */
    Run open(Duration every, Duration lasting) throws InterruptedException {
        return all(lanes.size(), lasting, (lane, at, start) -> {
            Latencies took = new Latencies();
            long due = start + every.toNanos() * at / lanes.size();
            while (due - start < lasting.toNanos()) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                ask(lane);
                took.add(System.nanoTime() - due);
                due += every.toNanos();
            }
            return took.all();
        });
    }

    private void ask(Asking lane) throws IOException {
        if (!lane.claim(venue.pass(nextPass.getAndIncrement()))) {
            failures.incrementAndGet();
        }
    }

    private Run all(int howMany, Duration lasting, Work work) throws InterruptedException {
        long start = System.nanoTime();
        List<long[]> took = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> runs = new ArrayList<>();
            for (int at = 0; at < howMany; at++) {
                int lane = at;
                runs.add(threads.submit(() -> work.of(lanes.get(lane), lane, start)));
            }
            for (Future<long[]> run : runs) {
                took.add(run.get());
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("a lane was given no answer", e);
        }
        long[] sorted = took.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Run(sorted, lasting.toNanos() / 1e9);
    }

    private static final class Latencies {
        private long[] nanos = new long[1_024];
        private int count;

        void add(long took) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = took;
        }

        long[] all() {
            return Arrays.copyOf(nanos, count);
        }
    }

    @Override
    public void close() throws IOException {
        for (Asking lane : lanes) {
            lane.line.close();
        }
    }
}
