package dev.turnstone.turnstile.sense;

/** An input line cannot be read: a wire that is no wire any more for the kernel, a chip that went away. */
public final class SensorLost extends Exception {
    public SensorLost(String message, Throwable cause) {
        super(message, cause);
    }
}
