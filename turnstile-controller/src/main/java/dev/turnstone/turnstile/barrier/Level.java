package dev.turnstone.turnstile.barrier;

/** What a wire carries. Outputs are active-high: HIGH energises the coil behind it. */
public enum Level {
    LOW,
    HIGH
}
