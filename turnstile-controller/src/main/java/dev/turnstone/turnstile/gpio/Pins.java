package dev.turnstone.turnstile.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import java.util.concurrent.TimeUnit;

/** The pins of one lane, as Pi4J's inputs and outputs over whichever providers stand behind them. */
public final class Pins implements AutoCloseable {
    private final Context context;
    private final int chip;

    Pins(DigitalOutputProvider outputs, DigitalInputProvider inputs, int chip) {
        this.chip = chip;
        // Nothing is detected: what Pi4J finds on its own is not what a lane was wired and proven with.
        // Our own shutdown closes lanes in order; a hook beside it would race it.
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(outputs, inputs)
                .build();
    }

    /** An output that is low from its first instant, and low again when it is closed. */
    public DigitalOutput output(String name, int line) {
        return context.create(DigitalOutput.newConfigBuilder(context)
                .id("out-" + line)
                .name(name)
                .bus(chip)
                .bcm(line)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW)
                .build());
    }

    public DigitalInput input(String name, InputLine line) {
        return context.create(DigitalInput.newConfigBuilder(context)
                .id("in-" + line.line())
                .name(name)
                .bus(chip)
                .bcm(line.line())
                .pull(line.pull())
                .debounce(TimeUnit.NANOSECONDS.toMicros(line.debounce().toNanos()))
                .build());
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
