package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.util.Optional;
import java.util.function.Consumer;

/** One lane, as the rest of the house uses it. Every method may be called from any thread. */
public interface Lane extends AutoCloseable {
    LaneId id();

    /**
     * Starts one grant and releases the barrier before it returns. There is one grant at a time in a direction and no
     * queue: whoever is refused asks again.
     */
    GrantResult grant(Direction direction);

    LaneState state();

    LaneView view();

    /**
     * What keeps the program from governing this lane as it must, if anything does: a loop that hangs, inputs that
     * nobody reads, a disk that does not take what must outlive the program. A new start may mend it, so it starves the
     * watchdog; what is wrong with the lane's hardware does not, and is a fault instead.
     */
    Optional<String> failing();

    /** What is wrong with its hardware, in words for a technician, where the system has any. */
    Optional<String> trouble();

    /** How much its input lines have told. */
    InputCounters inputs();

    /** The lines themselves, now and over the last half minute. */
    LaneTrace trace();

    /**
     * Hears everything from now on, in order, on a thread of the lane's own. A listener may write and wait: it holds up
     * other listeners, never the barrier. A lane whose listeners fall far behind grants no more until they have caught
     * up.
     */
    void listen(Consumer<LaneEvent> listener);

    /** Sees the lane from now on whenever it looks different, between the events that {@link #listen} hears. */
    void watch(Consumer<LaneView> watcher);

    /** Whether whoever governs it elsewhere keeps a journal, and so tells itself who crosses without a pass. */
    default boolean keepsJournal() {
        return false;
    }

    /** Lets one person through the usual way because staff say so. */
    OrderResult openOnce();

    OrderResult holdOpen();

    /** Back to normal service. */
    OrderResult lock();

    OrderResult outOfService();

    /** A person frees the way out. */
    OrderResult emergencyRelease();

    /** A person who has looked says that the emergency is over. Refused while the fire contact is open. */
    OrderResult resetAfterFire();

    /** Takes a grant back that nobody has begun to use. */
    OrderResult cancel(long grant);

    /** A technician closes the lane to guests and may try its outputs; ends by itself when nothing is tried for a while. */
    OrderResult beginTest();

    /** Drives one output for a moment, while the lane is under test. */
    OrderResult tryOutput(OutputLine line);

    OrderResult endTest();

    /**
     * Plays a person or a fire panel at a simulated lane.
     *
     * @throws UnsupportedOperationException at a real one
     */
    void simulate(SimulatedAct act);

    /** Leaves the relays without current and the keep-alive silent: the way out is free. */
    @Override
    void close();
}
