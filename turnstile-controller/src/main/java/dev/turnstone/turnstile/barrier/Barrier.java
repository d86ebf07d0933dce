package dev.turnstone.turnstile.barrier;

/** A lane's actuator. Driven from the lane's own thread only. */
public interface Barrier extends AutoCloseable {
    /** Brings the relays to these levels and keeps them there. */
    void drive(Relays relays) throws BarrierLost;

    /**
     * One beat of the keep-alive line. A retriggerable one-shot behind it holds the barrier's normal circuit: when the
     * beats stop, for whatever reason, the circuit opens and the way out is free without any software.
     */
    void beat() throws BarrierLost;

    /** Leaves every relay without current. */
    @Override
    void close();
}
