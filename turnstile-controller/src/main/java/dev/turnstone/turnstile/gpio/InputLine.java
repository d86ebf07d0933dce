package dev.turnstone.turnstile.gpio;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.time.Duration;

/** One input: its line on the chip, the level that means "active", and how long it must hold to count. */
public record InputLine(int line, Active active, Duration debounce) {

    /** A sensor that draws its line to ground; a cut wire reads as quiet. */
    public static InputLine activeLow(int line) {
        return new InputLine(line, Active.LOW, Duration.ZERO);
    }

    /** A normally closed contact to 3.3 V: closed is high, so an open contact and a cut wire both read as active. */
    public static InputLine normallyClosed(int line) {
        return new InputLine(line, Active.LOW_WHEN_OPEN, Duration.ZERO);
    }

    /** A contact to ground that is closed while all is well: open and a cut wire both read as active. */
    public static InputLine closedToGround(int line) {
        return new InputLine(line, Active.HIGH_WHEN_OPEN, Duration.ZERO);
    }

    public DigitalState activeState() {
        return switch (active) {
            case LOW, LOW_WHEN_OPEN -> DigitalState.LOW;
            case HIGH, HIGH_WHEN_OPEN -> DigitalState.HIGH;
        };
    }

    /** The resistor that gives a line without a signal its quiet level, or its alarm where silence must alarm. */
    PullResistance pull() {
        return switch (active) {
            case LOW, HIGH_WHEN_OPEN -> PullResistance.PULL_UP;
            case HIGH, LOW_WHEN_OPEN -> PullResistance.PULL_DOWN;
        };
    }

    public enum Active {
        LOW,
        HIGH,
        LOW_WHEN_OPEN,
        HIGH_WHEN_OPEN
    }
}
