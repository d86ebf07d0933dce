package dev.turnstone.turnstile.sense;

import dev.turnstone.turnstile.gpio.Sense;

/** One input line has changed. */
public record Felt(Sense sense, boolean active, long atNanos) {}
