package dev.turnstone.turnstile.sense;

import dev.turnstone.turnstile.gpio.Sense;
import java.util.Set;
import java.util.function.Consumer;

/** The inputs of one lane. */
public interface Sensors extends AutoCloseable {
    /** What is active now beside the fire contact, read from the lines themselves. */
    Set<Sense> active() throws SensorLost;

    /** The fire contact now, read from the line itself. */
    FireContact fire();

    /** Tells every change from now on, on any thread; whoever listens must return at once. */
    void listen(Consumer<Felt> listener);

    /** Whether somebody still waits for changes: whoever does may have died and told nobody. */
    default boolean attended() {
        return true;
    }

    @Override
    void close();
}
