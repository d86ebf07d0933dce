package dev.turnstone.turnstile.barrier;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Pins;
import java.util.Map;
import java.util.Optional;

/** Relays and keep-alive on Pi4J's digital outputs, simulated or real. */
public final class Pi4jBarrier implements Barrier {
    private final Optional<DigitalOutput> in;
    private final Optional<DigitalOutput> out;
    private final Optional<DigitalOutput> keepAlive;
    /** What the relays carry, if the last words arrived. */
    private Optional<Relays> now = Optional.empty();

    private DigitalState beat = DigitalState.LOW;

    public Pi4jBarrier(Pins pins, Map<OutputLine, Integer> lines) {
        this.in = open(pins, lines, OutputLine.RELAY_IN);
        this.out = open(pins, lines, OutputLine.RELAY_OUT);
        this.keepAlive = open(pins, lines, OutputLine.KEEP_ALIVE);
    }

    @Override
    public void drive(Relays relays) throws BarrierLost {
        if (now.equals(Optional.of(relays))) {
            return;
        }
        now = Optional.empty();
        set(in, relays.in());
        set(out, relays.out());
        now = Optional.of(relays);
    }

    @Override
    public void beat() throws BarrierLost {
        beat = beat == DigitalState.LOW ? DigitalState.HIGH : DigitalState.LOW;
        try {
            set(keepAlive, beat == DigitalState.HIGH ? Level.HIGH : Level.LOW);
        } catch (BarrierLost e) {
            now = Optional.empty(); // So that the next words prove whether anybody listens.
            throw e;
        }
    }

    @Override
    public void close() {
        // The pins go low as they are closed, by whoever opened them.
    }

    private static Optional<DigitalOutput> open(Pins pins, Map<OutputLine, Integer> lines, OutputLine line) {
        return Optional.ofNullable(lines.get(line)).map(number -> pins.output(line.name(), number));
    }

    private static void set(Optional<DigitalOutput> output, Level level) throws BarrierLost {
        if (output.isEmpty()) {
            return;
        }
        try {
            output.get().state(level == Level.HIGH ? DigitalState.HIGH : DigitalState.LOW);
        } catch (IOException | IllegalStateException e) {
            throw new BarrierLost("the relay line " + output.get().name() + " cannot be driven", e);
        }
    }
}
