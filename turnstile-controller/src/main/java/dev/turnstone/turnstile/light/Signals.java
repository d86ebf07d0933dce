package dev.turnstone.turnstile.light;

import dev.turnstone.turnstile.barrier.Level;

/** What a lane shows and sounds. */
public record Signals(Lights lights, Level buzzer) {
    public static final Signals QUIET_RED = new Signals(Lights.RED, Level.LOW);
}
