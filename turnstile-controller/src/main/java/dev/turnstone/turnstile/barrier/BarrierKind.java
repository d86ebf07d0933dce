package dev.turnstone.turnstile.barrier;

/** What "locked" means to the wires, and what is left when they go dead. One row each of the fail-safe table. */
public enum BarrierKind {
    /** Tripod, flap, speed gate: a short pulse lets one person through; its own mechanism frees the way out. */
    PULSE,
    /** Magnetic lock, fail-safe strike: current holds it shut, no current is free. */
    HELD,
    /** Fail-secure strike on the way in: current lets in; the handle inside always lets out. */
    STRIKE
}
