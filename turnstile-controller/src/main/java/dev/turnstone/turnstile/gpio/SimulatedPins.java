package dev.turnstone.turnstile.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Pins without hardware. Inside they are Pi4J's own inputs and outputs; from outside, where wires would be, a simulated
 * world reads the outputs and drives the inputs.
 */
public final class SimulatedPins {
    private final Map<Integer, DigitalState> outputs = new ConcurrentHashMap<>();
    private final Map<Integer, List<Consumer<DigitalState>>> watchers = new ConcurrentHashMap<>();
    private final Map<Integer, DigitalState> driven = new ConcurrentHashMap<>();
    private final Map<Integer, Input> inputs = new ConcurrentHashMap<>();
    private final LongAdder looks = new LongAdder();
    private volatile boolean unplugged;

    /** The lane's side. */
    public Pins pins() {
        return new Pins("simulated", Output::new, Input::new);
    }

    /** The world's side: what an output carries. A line nobody has requested carries nothing. */
    public DigitalState level(int line) {
        return outputs.getOrDefault(line, DigitalState.LOW);
    }

    /** The world's side: hears every change of an output, on the thread that makes it. */
    public void watch(int line, Consumer<DigitalState> watcher) {
        watchers.computeIfAbsent(line, any -> new CopyOnWriteArrayList<>()).add(watcher);
    }

    /** The world's side: hears every time an output rises, on the thread that raises it. */
    public void onRise(int line, Runnable risen) {
        watch(line, state -> {
            if (state == DigitalState.HIGH) {
                risen.run();
            }
        });
    }

    /** The world's side: puts a level on an input's wire. */
    public void drive(int line, DigitalState state) {
        DigitalState before = driven.put(line, state);
        Input input = inputs.get(line);
        if (input != null && before != state && !unplugged) {
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

    /** The world's side: the whole board is unplugged. Nothing is driven any more, and nothing can be read. */
    public void unplug() {
        unplugged = true;
        outputs.keySet().forEach(line -> carries(line, DigitalState.LOW));
    }

    /** The world's side: the board is plugged in again, with every output low until it is driven. */
    public void plug() {
        unplugged = false;
    }

    /** How often an input has been read so far. */
    public long looks() {
        return looks.sum();
    }

    private void mustBePlugged(int line) {
        if (unplugged) {
            throw new IOException("line " + line + " is unplugged");
        }
    }

    private void carries(int line, DigitalState state) {
        if (outputs.put(line, state) != state) {
            watchers.getOrDefault(line, List.of()).forEach(watcher -> watcher.accept(state));
        }
    }

    private final class Output extends DigitalOutputBase {
        Output(DigitalOutputProvider provider, DigitalOutputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalOutput state(DigitalState wanted) {
            mustBePlugged(config().bcm());
            carries(config().bcm(), wanted);
            return super.state(wanted);
        }
    }

    private final class Input extends DigitalInputBase {
        Input(DigitalInputProvider provider, DigitalInputConfig config) {
            super(provider, config);
            inputs.put(config.bcm(), this);
        }

        @Override
        public DigitalState state() {
            mustBePlugged(config().bcm());
            looks.increment();
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
}
