package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread through which every claim and every journal of the venue goes. What waits while a
 * batch is written becomes the next batch, so that one flush of the disk serves all of it.
 */
public final class Sequencer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);
    private static final int QUEUE = 8_192;
    private static final int BATCH = 512;
    /** So much later than its device nobody waits for an answer any more, even if the disk hangs. */
    private static final Duration GRACE = Duration.ofMillis(250);

    /** Longer than a batch takes whose ledger must be read again from its beginning. */
    private static final Duration HANGS_AFTER = Duration.ofMinutes(2);

    private final Arbitration arbitration;
    private final InstantSource clock;
    private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private final Counter outcomes;
    private final Histogram batchSeconds;
    private volatile boolean works = true;
    private volatile OptionalLong busySince = OptionalLong.empty();

    private Sequencer(Arbitration arbitration, InstantSource clock, Metrics metrics) {
        this.arbitration = arbitration;
        this.clock = clock;
        this.outcomes = metrics.counter("claims_total", "Claims by what became of them", "outcome");
        this.batchSeconds = metrics.histogram("ledger_batch_seconds", "One batch, from its turn to the disk");
        this.thread = Thread.ofPlatform().name("sequencer").unstarted(this::run);
    }

    public static Sequencer start(Arbitration arbitration, InstantSource clock, Metrics metrics) {
        Sequencer sequencer = new Sequencer(arbitration, clock, metrics);
        sequencer.thread.start();
        return sequencer;
    }

    /** Completes when the answer is on the disk, or when there is none: in any case soon after the claim's budget. */
    public CompletableFuture<Outcome> decide(Claim claim) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        if (!queue.offer(new Order.Decide(claim, answer::complete))) {
            answer.complete(new Outcome.Busy());
        }
        long leftNs = Math.max(0, claim.deadlineNs() - System.nanoTime());
        answer.completeOnTimeout(new Outcome.Unanswered(), leftNs + GRACE.toNanos(), TimeUnit.NANOSECONDS);
        return answer.whenComplete((outcome, fault) -> {
            if (outcome != null) {
                outcomes.labelValues(word(outcome)).inc();
            }
        });
    }

    /** Waits for its turn: a device sends the next batch only when this one was acknowledged. */
    public void read(JournalMerge.Batch batch, Consumer<Long> acknowledge) throws InterruptedException {
        queue.put(new Order.Read(batch, acknowledge));
    }

    /** Whether the ledger took the last batch. */
    public boolean works() {
        return works;
    }

    /** What only a new start can mend. */
    public Optional<String> failing() {
        if (!thread.isAlive()) {
            return Optional.of("nobody answers claims any more");
        }
        OptionalLong began = busySince;
        return began.isPresent() && System.nanoTime() - began.getAsLong() > HANGS_AFTER.toNanos()
                ? Optional.of("a batch has not ended for " + HANGS_AFTER.toMinutes() + " minutes")
                : Optional.empty();
    }

    private void run() {
        List<Order> batch = new ArrayList<>(BATCH);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH - 1);
                take(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever happens to one batch, there is a next: without this thread nobody is admitted at all. */
    private void take(List<Order> batch) {
        try {
            long began = System.nanoTime();
            busySince = OptionalLong.of(began);
            arbitration.take(batch, clock.instant(), began);
            works = arbitration.works();
            batchSeconds.observe((System.nanoTime() - began) / 1e9);
        } catch (RuntimeException e) {
            log.error("a batch failed; what is not answered yet is referred to staff", e);
            works = false;
            batch.forEach(Arbitration::fault);
        } finally {
            busySince = OptionalLong.empty();
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided decided ->
                switch (decided.decision()) {
                    case Decision.Admit admit -> "granted";
                    case Decision.Refuse refuse -> "refused";
                    case Decision.Refer refer -> "referred";
                };
            case Outcome.TooLate late -> "too_late";
            case Outcome.NotYours notYours -> "not_yours";
            case Outcome.Busy busy -> "busy";
            case Outcome.Unanswered unanswered -> "unanswered";
        };
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
