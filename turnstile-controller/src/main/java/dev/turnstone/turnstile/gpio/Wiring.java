package dev.turnstone.turnstile.gpio;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which line of the chip does what. No line does two things. */
public record Wiring(Map<OutputLine, Integer> outputs, Map<Sense, InputLine> inputs) {
    public Wiring {
        outputs = Map.copyOf(outputs);
        inputs = Map.copyOf(inputs);
        Map<Integer, String> taken = new HashMap<>();
        outputs.forEach((output, line) -> claim(taken, line, key(output)));
        inputs.forEach((sense, input) -> claim(taken, input.line(), key(sense)));
    }

    /** Everything a simulated turnstile has, on lines of its own. */
    public static Wiring simulated() {
        int line = 0;
        Map<OutputLine, Integer> outputs = new EnumMap<>(OutputLine.class);
        for (OutputLine output : OutputLine.values()) {
            outputs.put(output, line++);
        }
        Map<Sense, InputLine> inputs = new EnumMap<>(Sense.class);
        for (Sense sense : Sense.values()) {
            inputs.put(sense, sense == Sense.FIRE ? InputLine.normallyClosed(line) : InputLine.activeLow(line));
            line++;
        }
        return new Wiring(outputs, inputs);
    }

    /** Whether no line of a chip is used at all. */
    public boolean isEmpty() {
        return outputs.isEmpty() && inputs.isEmpty();
    }

    public int line(OutputLine output) {
        Integer line = outputs.get(output);
        if (line == null) {
            throw new IllegalArgumentException(key(output) + " is missing: no line is said for it");
        }
        return line;
    }

    public InputLine line(Sense sense) {
        InputLine line = inputs.get(sense);
        if (line == null) {
            throw new IllegalArgumentException(key(sense) + " is missing: no line is said for it");
        }
        return line;
    }

    /** How the line is called in a configuration file. */
    public static String key(Enum<?> line) {
        return "pins." + name(line);
    }

    /** How the line is called wherever it is spoken of. */
    public static String name(Enum<?> line) {
        return line.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void claim(Map<Integer, String> taken, int line, String name) {
        String other = taken.putIfAbsent(line, name);
        if (other != null) {
            throw new IllegalArgumentException(
                    "%s and %s are both line %d; every line does one thing".formatted(other, name, line));
        }
    }
}
