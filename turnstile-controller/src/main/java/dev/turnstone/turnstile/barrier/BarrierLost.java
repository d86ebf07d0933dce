package dev.turnstone.turnstile.barrier;

/** The relays cannot be reached: a board unplugged, a line taken away, a module that does not answer. */
public final class BarrierLost extends Exception {
    public BarrierLost(String message, Throwable cause) {
        super(message, cause);
    }
}
