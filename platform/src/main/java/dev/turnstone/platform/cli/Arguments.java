package dev.turnstone.platform.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command was given, already checked against what it accepts. */
public final class Arguments {
    private final Map<String, List<String>> values;
    private final List<String> operands;

    Arguments(Map<String, List<String>> values, List<String> operands) {
        this.values = new LinkedHashMap<>(values);
        this.operands = List.copyOf(operands);
    }

    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** The flag's value; its absence is a fault of usage. */
    public String text(String flag) {
        return optional(flag).orElseThrow(() -> new UsageFault("--" + flag + " is missing"));
    }

    public String text(String flag, String fallback) {
        return optional(flag).orElse(fallback);
    }

    public Optional<String> optional(String flag) {
        return Optional.ofNullable(values.get(flag)).map(List::getLast);
    }

    /** Every value of a flag that may be given more than once. */
    public List<String> all(String flag) {
        return List.copyOf(values.getOrDefault(flag, List.of()));
    }

    public int integer(String flag, int fallback, int min, int max) {
        return Math.toIntExact(whole(flag, fallback, min, max));
    }

    public long whole(String flag, long fallback, long min, long max) {
        Optional<String> given = optional(flag);
        if (given.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(given.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range that would have been right.
        }
        throw new UsageFault(
                "--" + flag + " must be a whole number from " + min + " to " + max + ", not '" + given.get() + "'");
    }

    public List<String> operands() {
        return operands;
    }

    /** The only operand, named for the message when it is absent. */
    public String operand(String name) {
        return operand().orElseThrow(() -> new UsageFault(name + " is missing"));
    }

    public Optional<String> operand() {
        return operands.stream().findFirst();
    }
}
