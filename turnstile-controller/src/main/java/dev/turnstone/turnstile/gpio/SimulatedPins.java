package dev.turnstone.turnstile.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Pins without hardware. Inside they are Pi4J's own inputs and outputs; from outside, where wires would be, a simulated
 * world reads the outputs and drives the inputs.
 */
public final class SimulatedPins {
    private final Map<Integer, DigitalState> outputs = new ConcurrentHashMap<>();
    private final Map<Integer, Consumer<DigitalState>> watchers = new ConcurrentHashMap<>();
    private final Map<Integer, DigitalState> driven = new ConcurrentHashMap<>();
    private final Map<Integer, Input> inputs = new ConcurrentHashMap<>();

    /** The lane's side. */
    public Pins pins() {
        return new Pins(new Outputs(), new Inputs(), 0);
    }

    /** The world's side: what an output carries. A line nobody has requested carries nothing. */
    public DigitalState level(int line) {
        return outputs.getOrDefault(line, DigitalState.LOW);
    }

    /** The world's side: hears every change of an output, on the thread that makes it. */
    public void watch(int line, Consumer<DigitalState> watcher) {
        watchers.put(line, watcher);
    }

    /** The world's side: puts a level on an input's wire. */
    public void drive(int line, DigitalState state) {
        DigitalState before = driven.put(line, state);
        Input input = inputs.get(line);
        if (input != null && before != state) {
            input.changed(state);
        }
    }

    /** The world's side: the wire is cut, and the input's own resistor decides what it reads. */
    public void cut(int line) {
        DigitalState before = driven.remove(line);
        Input input = inputs.get(line);
        if (input != null && before != input.state()) {
            input.changed(input.state());
        }
    }

    private void carries(int line, DigitalState state) {
        if (outputs.put(line, state) != state) {
            Consumer<DigitalState> watcher = watchers.get(line);
            if (watcher != null) {
                watcher.accept(state);
            }
        }
    }

    private final class Output extends DigitalOutputBase {
        Output(DigitalOutputProvider provider, DigitalOutputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalOutput state(DigitalState wanted) {
            carries(config().bcm(), wanted);
            return super.state(wanted);
        }
    }

    private final class Input extends DigitalInputBase {
        Input(DigitalInputProvider provider, DigitalInputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalState state() {
            DigitalState quiet = config().pull() == PullResistance.PULL_UP ? DigitalState.HIGH : DigitalState.LOW;
            return driven.getOrDefault(config().bcm(), quiet);
        }

        void changed(DigitalState state) {
            dispatch(new TimedChange(this, state, System.nanoTime()));
        }

        @Override
        public DigitalInput shutdownInternal(Context context) {
            inputs.remove(config().bcm());
            return super.shutdownInternal(context);
        }
    }

    private final class Outputs extends DigitalOutputProviderBase {
        Outputs() {
            super("simulated-digital-output", "Outputs of a simulated lane");
        }

        @Override
        public int getPriority() {
            return 500;
        }

        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            Output output = new Output(this, config);
            context.registry().add(output);
            return output;
        }
    }

    private final class Inputs extends DigitalInputProviderBase {
        Inputs() {
            super("simulated-digital-input", "Inputs of a simulated lane");
        }

        @Override
        public int getPriority() {
            return 500;
        }

        @Override
        public DigitalInput create(DigitalInputConfig config) {
            Input input = new Input(this, config);
            inputs.put(config.bcm(), input);
            context.registry().add(input);
            return input;
        }
    }
}
