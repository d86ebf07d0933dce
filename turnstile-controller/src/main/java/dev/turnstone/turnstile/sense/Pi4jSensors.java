package dev.turnstone.turnstile.sense;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.turnstile.gpio.InputLine;
import dev.turnstone.turnstile.gpio.Pins;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.TimedChange;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Sensors on Pi4J's digital inputs, simulated or real. */
public final class Pi4jSensors implements Sensors {
    private final Map<Sense, DigitalInput> inputs = new EnumMap<>(Sense.class);
    private final Map<Sense, InputLine> lines = new EnumMap<>(Sense.class);

    private final Pins pins;

    public Pi4jSensors(Pins pins, Map<Sense, InputLine> lines) {
        this.pins = pins;
        this.lines.putAll(lines);
        lines.forEach((sense, line) -> inputs.put(sense, pins.input(sense.name(), line)));
    }

    @Override
    public Set<Sense> active() throws SensorLost {
        Set<Sense> active = EnumSet.noneOf(Sense.class);
        for (Map.Entry<Sense, DigitalInput> input : inputs.entrySet()) {
            if (input.getKey() != Sense.FIRE && reads(input.getKey(), input.getValue())) {
                active.add(input.getKey());
            }
        }
        return active;
    }

    @Override
    public FireContact fire() {
        DigitalInput contact = inputs.get(Sense.FIRE);
        if (contact == null) {
            return FireContact.CLOSED; // A lane whose contact acts in hardware alone; its profile has said so.
        }
        try {
            return switch (contact.state()) {
                case LOW, HIGH -> means(Sense.FIRE, contact.state()) ? FireContact.OPEN : FireContact.CLOSED;
                case UNKNOWN -> FireContact.UNREADABLE;
            };
        } catch (IOException | IllegalStateException e) {
            return FireContact.UNREADABLE;
        }
    }

    @Override
    public void listen(Consumer<Felt> listener) {
        inputs.forEach((sense, input) -> input.addListener(event -> {
            long at = event instanceof TimedChange timed ? timed.atNanos() : System.nanoTime();
            listener.accept(new Felt(sense, means(sense, event.state()), at));
        }));
    }

    @Override
    public boolean attended() {
        return pins.attended();
    }

    @Override
    public void close() {
        // The pins are closed by whoever opened them.
    }

    private boolean reads(Sense sense, DigitalInput input) throws SensorLost {
        try {
            return means(sense, input.state());
        } catch (IOException | IllegalStateException e) {
            throw new SensorLost("the line of " + sense + " cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean means(Sense sense, DigitalState state) {
        InputLine line = lines.get(sense);
        return line != null && state == line.activeState();
    }
}
