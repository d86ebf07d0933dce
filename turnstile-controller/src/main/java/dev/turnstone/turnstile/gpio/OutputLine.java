package dev.turnstone.turnstile.gpio;

/** What one output line of a lane drives. */
public enum OutputLine {
    RELAY_IN,
    RELAY_OUT,
    KEEP_ALIVE,
    RED_IN,
    AMBER_IN,
    GREEN_IN,
    RED_OUT,
    AMBER_OUT,
    GREEN_OUT,
    BUZZER
}
