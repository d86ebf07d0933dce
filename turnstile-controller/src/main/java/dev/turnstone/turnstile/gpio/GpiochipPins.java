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
import org.jspecify.annotations.Nullable;

/**
 * Pi4J's inputs and outputs on the lines of a real chip, through the kernel's character device: no daemon, no library
 * to install, and debounce and timestamps are the kernel's.
 */
public final class GpiochipPins implements AutoCloseable {
    private final Chip chip;
    private final EdgeReader edges;

    /** @param name of the lane, for the name of the thread that reads edges */
    public GpiochipPins(String name, Chip chip) {
        this.chip = chip;
        this.edges = new EdgeReader(name);
    }

    public Pins pins() {
        return new Pins("gpiochip", Output::new, Input::new, edges::alive);
    }

    /** After the pins have been closed. */
    @Override
    public void close() {
        edges.close();
    }

    private final class Output extends DigitalOutputBase {
        private @Nullable GpioLine line;

        Output(DigitalOutputProvider provider, DigitalOutputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalOutput initialize(Context context) {
            boolean high = config().initialState() == DigitalState.HIGH;
            try {
                line = GpioLine.output(chip, config().bcm(), high);
            } catch (java.io.IOException e) {
                throw new IOException(e.getMessage(), e);
            }
            state = high ? DigitalState.HIGH : DigitalState.LOW;
            return super.initialize(context);
        }

        @Override
        public DigitalOutput state(DigitalState wanted) {
            GpioLine held = line;
            if (held == null) {
                throw new IOException("line " + config().bcm() + " is not held");
            }
            try {
                held.set(wanted == DigitalState.HIGH);
            } catch (java.io.IOException e) {
                throw new IOException(e.getMessage(), e);
            }
            return super.state(wanted);
        }

        @Override
        public DigitalOutput shutdownInternal(Context context) {
            try {
                return super.shutdownInternal(context);
            } finally {
                GpioLine held = line;
                line = null;
                if (held != null) {
                    held.close();
                }
            }
        }
    }

    private final class Input extends DigitalInputBase implements EdgeReader.Edges {
        private volatile @Nullable GpioLine line;

        Input(DigitalInputProvider provider, DigitalInputConfig config) {
            super(provider, config);
        }

        @Override
        public DigitalInput initialize(Context context) {
            super.initialize(context);
            Long micros = config().debounce();
            try {
                GpioLine held = GpioLine.input(chip, config().bcm(), config().pull(), micros == null ? 0 : micros);
                line = held;
                edges.add(held, this);
            } catch (java.io.IOException e) {
                throw new IOException(e.getMessage(), e);
            }
            return this;
        }

        @Override
        public DigitalState state() {
            GpioLine held = line;
            if (held == null) {
                throw new IOException("line " + config().bcm() + " is not held");
            }
            try {
                return held.high() ? DigitalState.HIGH : DigitalState.LOW;
            } catch (java.io.IOException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void edge(boolean rises, long atNanos) {
            dispatch(new TimedChange(this, rises ? DigitalState.HIGH : DigitalState.LOW, atNanos));
        }

        @Override
        public void lost(java.io.IOException why) {
            dispatch(new TimedChange(this, DigitalState.UNKNOWN, System.nanoTime()));
        }

        @Override
        public DigitalInput shutdownInternal(Context context) {
            GpioLine held = line;
            line = null;
            if (held != null) {
                edges.remove(held);
                held.close();
            }
            return super.shutdownInternal(context);
        }
    }
}
