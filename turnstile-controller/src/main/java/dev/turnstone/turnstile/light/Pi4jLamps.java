package dev.turnstone.turnstile.light;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Pins;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Red, amber and green lamps of both ways on Pi4J's digital outputs; whichever of them are wired. */
public final class Pi4jLamps implements Lamps {
    private static final Logger LOG = LoggerFactory.getLogger(Pi4jLamps.class);

    private final Map<OutputLine, DigitalOutput> lamps = new EnumMap<>(OutputLine.class);
    private boolean failed;

    public Pi4jLamps(Pins pins, Map<OutputLine, Integer> lines) {
        lines.forEach((line, number) -> {
            switch (line) {
                case RED_IN, AMBER_IN, GREEN_IN, RED_OUT, AMBER_OUT, GREEN_OUT, BUZZER ->
                    lamps.put(line, pins.output(line.name(), number));
                case RELAY_IN, RELAY_OUT, KEEP_ALIVE -> {}
            }
        });
    }

    @Override
    public void show(Signals signals) {
        Lights lights = signals.lights();
        set(OutputLine.BUZZER, signals.buzzer() == Level.HIGH);
        set(OutputLine.RED_IN, lights.in() == Light.RED);
        set(OutputLine.AMBER_IN, lights.in() == Light.AMBER);
        set(OutputLine.GREEN_IN, lights.in() == Light.GREEN);
        set(OutputLine.RED_OUT, lights.out() == Light.RED);
        set(OutputLine.AMBER_OUT, lights.out() == Light.AMBER);
        set(OutputLine.GREEN_OUT, lights.out() == Light.GREEN);
    }

    @Override
    public void close() {
        // The pins go low as they are closed, by whoever opened them.
    }

    private void set(OutputLine line, boolean lit) {
        DigitalOutput lamp = lamps.get(line);
        if (lamp == null) {
            return;
        }
        try {
            lamp.state(lit ? DigitalState.HIGH : DigitalState.LOW);
            failed = false;
        } catch (IOException | IllegalStateException e) {
            if (!failed) {
                LOG.warn("The lamp {} cannot be driven: {}", line, e.getMessage());
            }
            failed = true;
        }
    }
}
