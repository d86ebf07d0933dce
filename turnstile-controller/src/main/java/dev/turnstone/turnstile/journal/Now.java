package dev.turnstone.turnstile.journal;

import dev.turnstone.admission.decision.TimeInterval;

/**
 * The time, twice: how long things take is measured on the monotonic clock, what they mean is asked of the wall's.
 */
public record Now(long nanos, TimeInterval time) {}
