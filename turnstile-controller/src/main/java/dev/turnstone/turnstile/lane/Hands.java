package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierLost;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneCommands.KeepAlive;
import dev.turnstone.turnstile.light.Signals;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the controller says: relays first, then the keep-alive, then the lamps. Used by the lane's loop alone. */
final class Hands {
    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);
    private static final long BEAT_NANOS = LaneTimings.BEAT.toNanos();
    private static final long REMEMBER_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LaneId lane;
    private final Board board;
    private final EmergencyMemory memory;
    /** What the memory holds; empty while a failed attempt leaves that open. */
    private Optional<Emergency> remembered;

    private long rememberAt = System.nanoTime();
    private volatile Optional<String> forgetful = Optional.empty();
    private BarrierHealth barrier = BarrierHealth.REACHED;
    private volatile Optional<String> trouble = Optional.empty();
    private Optional<Signals> shown = Optional.empty();
    private long nextBeatAt = System.nanoTime();

    Hands(LaneId lane, Board board, EmergencyMemory memory, Emergency remembered) {
        this.lane = lane;
        this.board = board;
        this.memory = memory;
        this.remembered = Optional.of(remembered);
    }

    /** Whether the last words to the barrier arrived. */
    BarrierHealth barrier() {
        return barrier;
    }

    /** Why the barrier is not reached, while it is not. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Why an emergency might not outlive the program, if so. */
    Optional<String> forgetful() {
        return forgetful;
    }

    long nextBeatAt() {
        return nextBeatAt;
    }

    void apply(LaneCommands commands) {
        boolean beats = isBeatDue() && commands.keepAlive() == KeepAlive.BEAT;
        try {
            board.barrier().drive(commands.relays());
            if (beats) {
                board.barrier().beat();
            }
            found();
        } catch (BarrierLost e) {
            if (barrier == BarrierHealth.REACHED) {
                LOG.error("Lane {} has lost its barrier: {}", lane, e.getMessage());
            }
            barrier = BarrierHealth.LOST;
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
        Signals signals = new Signals(commands.lights(), commands.buzzer());
        if (!shown.equals(Optional.of(signals))) {
            shown = Optional.of(signals);
            board.lamps().show(signals);
        }
    }

    /** A board that was away has forgotten what its lamps showed. */
    private void found() {
        if (barrier == BarrierHealth.LOST) {
            barrier = BarrierHealth.REACHED;
            trouble = Optional.empty();
            shown = Optional.empty();
        }
    }

    /**
     * After the way out is free, never before: a slow disk must not stand between a person and the door. What could not be
     * written is tried again at a later beat; it may have been written in part, so even its opposite is then written.
     */
    void remember(Emergency emergency) {
        if (remembered.equals(Optional.of(emergency)) || System.nanoTime() - rememberAt < 0) {
            return;
        }
        try {
            memory.remember(emergency);
            remembered = Optional.of(emergency);
            forgetful = Optional.empty();
        } catch (IOException e) {
            if (forgetful.isEmpty()) {
                LOG.error("Lane {} cannot write down that its emergency is {}: {}", lane, emergency, e.getMessage());
            }
            remembered = Optional.empty();
            rememberAt = System.nanoTime() + REMEMBER_AGAIN_NANOS;
            forgetful = Optional.of("its emergency cannot be written down: " + e.getMessage());
        }
    }

    void letGo() {
        try {
            board.barrier().drive(Relays.LOW);
        } catch (BarrierLost e) {
            LOG.warn("Lane {} could not let go of its relays: {}", lane, e.getMessage());
        }
    }

    /** Whatever becomes of this beat, the next is due a beat later: a barrier that is away is not asked all the time. */
    private boolean isBeatDue() {
        long now = System.nanoTime();
        if (now - nextBeatAt < 0) {
            return false;
        }
        nextBeatAt = now + BEAT_NANOS;
        return true;
    }
}
