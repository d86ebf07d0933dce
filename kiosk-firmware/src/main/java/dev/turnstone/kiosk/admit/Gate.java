package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.kiosk.handheld.Handhelds;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.lane.LaneEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which an {@link Attendant} works. Cameras, disk, hub and lane call from theirs; what they say is
 * taken up in order, and the time in between.
 */
public final class Gate implements Handhelds.Desk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final int MOST_WAITING = 1_024;
    private static final Duration WHILE_ATTENDING = Duration.ofMillis(10);
    /** Longer than a slow card and a lane that does not answer take together. */
    private static final Duration HANGS_AFTER = Duration.ofSeconds(30);

    private static final Duration AT_REST = Duration.ofMillis(100);

    private final Attendant attendant;
    private final Supplier<Now> clock;
    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean attending;
    private volatile long turnedNanos = System.nanoTime();
    private volatile boolean closed;

    @FunctionalInterface
    private interface Happening {
        void tell(Attendant attendant, Now now);
    }

    public Gate(String lane, Attendant attendant, Supplier<Now> clock) {
        this.attendant = attendant;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("gate-" + lane).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    @Override
    public boolean attending() {
        return attending || !happenings.isEmpty();
    }

    @Override
    public void shown(String text, long takenNanos) {
        // Until the attendant has taken it up nobody else is looked at.
        attending = true;
        post((attendant, now) -> attendant.shown(text, takenNanos, now));
    }

    public void recorded(PresentationId intended) {
        post((attendant, now) -> attendant.recorded(intended, now));
    }

    public void unrecorded(PresentationId intended) {
        post((attendant, now) -> attendant.unrecorded(intended, now));
    }

    public void answered(PresentationId presentation, Decision decision) {
        post((attendant, now) -> attendant.answered(presentation, decision, now));
    }

    public void told(List<PassUsage> usages) {
        post((attendant, now) -> attendant.told(usages));
    }

    public void unanswered(PresentationId presentation) {
        post((attendant, now) -> attendant.unanswered(presentation, now));
    }

    public void lane(LaneEvent event) {
        post((attendant, now) -> attendant.laneEvent(event, now));
    }

    /** A member of staff has decided about somebody. */
    public void verdict(Verdict verdict) {
        post((attendant, now) -> attendant.verdict(verdict, now));
    }

    /** Staff want to look at the next pass before anything is decided, or no longer. */
    public void lookFirst(boolean wanted) {
        post((attendant, now) -> attendant.lookFirst(wanted));
    }

    /** The camera gives no pictures, or gives them again. */
    public void blind(boolean isBlind) {
        post((attendant, now) -> attendant.blind(isBlind));
    }

    /** Without this thread no guest is answered, and only a new start brings it back. */
    public Optional<String> failing() {
        if (!thread.isAlive()) {
            return Optional.of("nobody attends to guests any more");
        }
        return System.nanoTime() - turnedNanos > HANGS_AFTER.toNanos()
                ? Optional.of("it has not turned for " + HANGS_AFTER.toSeconds() + " s")
                : Optional.empty();
    }

    private void post(Happening happening) {
        try {
            // The queue is longer than everything that can be under way; whoever finds it full waits for the gate.
            happenings.put(happening);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                turnedNanos = System.nanoTime();
                Duration patience = attendant.attending() ? WHILE_ATTENDING : AT_REST;
                Happening happening = happenings.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                while (happening != null) {
                    happening.tell(attendant, clock.get());
                    happening = happenings.poll();
                }
                attendant.tick(clock.get());
                attending = attendant.attending();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("The attendant stumbled", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
