package dev.turnstone.turnstile.gpio;

import dev.turnstone.platform.config.KeyFault;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which line of the chip does what. No line does two things. */
public record Wiring(Map<OutputLine, Integer> outputs, Map<Sense, InputLine> inputs) {
    private static final String MISSING = "no line is said for it, and the lane's profile relies on it";

    public Wiring {
        outputs = Map.copyOf(outputs);
        inputs = Map.copyOf(inputs);
        Map<Integer, String> taken = new HashMap<>();
        // In the order of their declaration, so that the same file is always refused for the same key.
        for (OutputLine output : OutputLine.values()) {
            Integer line = outputs.get(output);
            if (line != null) {
                claim(taken, line, key(output));
            }
        }
        for (Sense sense : Sense.values()) {
            InputLine line = inputs.get(sense);
            if (line != null) {
                claim(taken, line.line(), key(sense));
            }
        }
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
            inputs.put(sense, simulated(sense, line));
            line++;
        }
        return new Wiring(outputs, inputs);
    }

    private static InputLine simulated(Sense sense, int line) {
        return switch (sense) {
            case FIRE -> InputLine.normallyClosed(line);
            case BARRIER_READY -> InputLine.closedToGround(line);
            case FIRST_PHASE, SECOND_PHASE, INTRUSION, MANUAL_RELEASE, TAMPER, RESET_KEY, PASSAGE_DELAY, UNAUTHORISED ->
                InputLine.activeLow(line);
        };
    }

    /** Whether no line of a chip is used at all. */
    public boolean isEmpty() {
        return outputs.isEmpty() && inputs.isEmpty();
    }

    public int line(OutputLine output) {
        Integer line = outputs.get(output);
        if (line == null) {
            throw new KeyFault(key(output), MISSING);
        }
        return line;
    }

    public InputLine line(Sense sense) {
        InputLine line = inputs.get(sense);
        if (line == null) {
            throw new KeyFault(key(sense), MISSING);
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
            throw new KeyFault(name, "line %d is already %s; every line does one thing".formatted(line, other));
        }
    }
}
