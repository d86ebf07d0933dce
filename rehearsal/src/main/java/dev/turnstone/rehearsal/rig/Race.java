package dev.turnstone.rehearsal.rig;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same pass at up to fifty gates at one instant, each a device of its own: exactly one may let its holder in. */
public final class Race implements AutoCloseable {
    private static final int FEWEST = 2;
    private static final int GATES = 50;
    private static final long BUDGET_MS = 10_000;

    private final RigVenue venue;
    private final SplittableRandom random;
    private final List<Runner> runners = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private long claims;

    /** One gate. */
    private record Runner(ClaimLine line, Doorway doorway, JournalId journal) {
        byte[] question(String pass, long seq) {
            return ClaimLine.question(ClaimRequest.of(new PresentationId(journal, seq), pass, doorway, BUDGET_MS));
        }
    }

    public Race(RigVenue venue, RigHub hub, long seed) throws IOException {
        this.venue = venue;
        this.random = new SplittableRandom(seed);
        for (int at = 0; at < GATES; at++) {
            String device = "racer-" + at;
            Doorway doorway =
                    new Doorway(new DeviceId(device), new GateId("gate-" + at), new LaneId("lane-" + at), Direction.IN);
            runners.add(new Runner(
                    ClaimLine.to(hub.claimsPort(), venue.device(device)), doorway, JournalId.random(random)));
        }
    }

    public long claims() {
        return claims;
    }

    /** What was violated by the n-th pass; empty where exactly one gate was granted it. */
    public List<String> run(int pass) throws InterruptedException {
        int gates = random.nextInt(FEWEST, GATES + 1);
        CyclicBarrier together = new CyclicBarrier(gates);
        int first = random.nextInt(GATES);
        List<Future<ClaimLine.Answer>> asked = new ArrayList<>();
        for (int at = 0; at < gates; at++) {
            Runner runner = runners.get((first + at) % GATES);
            byte[] question = runner.question(venue.pass(pass), pass + 1L);
            asked.add(threads.submit(() -> {
                together.await();
                return runner.line().ask(question);
            }));
        }
        claims += gates;
        return judged(pass, gates, asked);
    }

    private static List<String> judged(int pass, int gates, List<Future<ClaimLine.Answer>> asked)
            throws InterruptedException {
        List<String> violations = new ArrayList<>();
        int granted = 0;
        for (Future<ClaimLine.Answer> each : asked) {
            try {
                ClaimLine.Answer answer = each.get();
                if (answer.status() != 200) {
                    violations.add("pass " + pass + ": a gate was answered " + answer.status());
                } else if (answer.claim().answer().equals(ClaimAnswer.GRANTED)) {
                    granted++;
                }
            } catch (ExecutionException e) {
                violations.add("pass " + pass + ": a gate found no answer: " + e.getCause());
            }
        }
        if (granted != 1) {
            violations.add("pass " + pass + " at " + gates + " gates at once was granted " + granted + " times");
        }
        return violations;
    }

    @Override
    public void close() throws IOException {
        threads.close();
        for (Runner runner : runners) {
            runner.line().close();
        }
    }
}
