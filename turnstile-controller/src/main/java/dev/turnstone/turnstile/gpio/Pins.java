package dev.turnstone.turnstile.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/** The pins of one lane, as Pi4J's inputs and outputs over whatever makes them. */
public final class Pins implements AutoCloseable {
    private static final int CHIP = 0;

    private final Context context;
    private final BooleanSupplier attended;

    /** Pins whose changes are told by whoever makes them. */
    Pins(
            String kind,
            BiFunction<DigitalOutputProvider, DigitalOutputConfig, DigitalOutput> outputs,
            BiFunction<DigitalInputProvider, DigitalInputConfig, DigitalInput> inputs) {
        this(kind, outputs, inputs, () -> true);
    }

    /**
     * @param kind of the pins, for Pi4J's registry
     * @param attended whether somebody still waits for the inputs' changes
     */
    Pins(
            String kind,
            BiFunction<DigitalOutputProvider, DigitalOutputConfig, DigitalOutput> outputs,
            BiFunction<DigitalInputProvider, DigitalInputConfig, DigitalInput> inputs,
            BooleanSupplier attended) {
        this.attended = attended;
        // Nothing is detected: what Pi4J finds on its own is not what a lane was wired and proven with.
        // Our own shutdown closes lanes in order; a hook beside it would race it.
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(new Outputs(kind, outputs), new Inputs(kind, inputs))
                .build();
    }

    /** For a lane that has no pins at all. */
    public static Pins none() {
        return new Pins(
                "no",
                (provider, config) -> {
                    throw new IOException("this lane has no outputs");
                },
                (provider, config) -> {
                    throw new IOException("this lane has no inputs");
                });
    }

    /** An output that is low from its first instant, and low again when it is closed. */
    public DigitalOutput output(String name, int line) {
        return context.create(DigitalOutput.newConfigBuilder(context)
                .id("out-" + line)
                .name(name)
                .bus(CHIP)
                .bcm(line)
                .initial(DigitalState.LOW)
                .shutdown(DigitalState.LOW)
                .build());
    }

    public DigitalInput input(String name, InputLine line) {
        return context.create(DigitalInput.newConfigBuilder(context)
                .id("in-" + line.line())
                .name(name)
                .bus(CHIP)
                .bcm(line.line())
                .pull(line.pull())
                .debounce(TimeUnit.NANOSECONDS.toMicros(line.debounce().toNanos()))
                .build());
    }

    /** Whether somebody still waits for the inputs' changes. */
    public boolean attended() {
        return attended.getAsBoolean();
    }

    @Override
    public void close() {
        context.shutdown();
    }

    private static final class Outputs extends DigitalOutputProviderBase {
        private final BiFunction<DigitalOutputProvider, DigitalOutputConfig, DigitalOutput> make;

        Outputs(String kind, BiFunction<DigitalOutputProvider, DigitalOutputConfig, DigitalOutput> make) {
            super(kind + "-digital-output", "Outputs of a lane");
            this.make = make;
        }

        @Override
        public int getPriority() {
            return 500;
        }

        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            DigitalOutput output = make.apply(this, config);
            context.registry().add(output);
            return output;
        }
    }

    private static final class Inputs extends DigitalInputProviderBase {
        private final BiFunction<DigitalInputProvider, DigitalInputConfig, DigitalInput> make;

        Inputs(String kind, BiFunction<DigitalInputProvider, DigitalInputConfig, DigitalInput> make) {
            super(kind + "-digital-input", "Inputs of a lane");
            this.make = make;
        }

        @Override
        public int getPriority() {
            return 500;
        }

        @Override
        public DigitalInput create(DigitalInputConfig config) {
            DigitalInput input = make.apply(this, config);
            context.registry().add(input);
            return input;
        }
    }
}
