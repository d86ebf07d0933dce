package dev.turnstone.turnstile.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;

/** A change of an input that knows when it happened, on the clock of {@link System#nanoTime()}. */
public final class TimedChange extends DigitalStateChangeEvent<DigitalInput> {
    private final long atNanos;

    TimedChange(DigitalInput source, DigitalState state, long atNanos) {
        super(source, state);
        this.atNanos = atNanos;
    }

    public long atNanos() {
        return atNanos;
    }
}
