package dev.turnstone.turnstile.barrier;

/** Whether the last words to the barrier arrived. */
public enum BarrierHealth {
    REACHED,
    LOST
}
