package dev.turnstone.turnstile.technician;

import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.LaneSettings;
import java.util.Comparator;
import java.util.List;

/** The lines of a lane, as its configuration names and numbers them, in the order in which people look for them. */
public record LinePlan(List<Line> outputs, List<Line> inputs) {

    /** @param number of the line on its chip */
    public record Line(String name, int number) {}

    public static LinePlan of(LaneSettings settings) {
        return switch (settings.hardware()) {
            case LaneSettings.Simulated simulated -> of(Wiring.simulated());
            case LaneSettings.Gpio gpio -> of(gpio.wiring());
        };
    }

    private static LinePlan of(Wiring wiring) {
        return new LinePlan(
                wiring.outputs().keySet().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(output -> new Line(Wiring.name(output), wiring.line(output)))
                        .toList(),
                wiring.inputs().keySet().stream()
                        .sorted(Comparator.naturalOrder())
                        .map(sense ->
                                new Line(Wiring.name(sense), wiring.line(sense).line()))
                        .toList());
    }

    /** @throws IllegalArgumentException where no output is called so */
    static OutputLine output(String name) {
        for (OutputLine output : OutputLine.values()) {
            if (Wiring.name(output).equals(name)) {
                return output;
            }
        }
        throw new IllegalArgumentException("no output is called " + name);
    }
}
