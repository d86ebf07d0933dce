package dev.turnstone.platform.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an HTML form. */
public record Form(Map<String, List<String>> fields) {
    static Form parse(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                fields.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("The form is not encoded as forms are.").asException();
        }
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(values -> values.getFirst().strip())
                .filter(value -> !value.isEmpty());
    }

    public String text(String name) {
        return optional(name)
                .orElseThrow(() -> Problem.invalid("Something is missing.")
                        .at("/" + name, "is missing")
                        .asException());
    }

    public int integer(String name, int min, int max) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, for a number out of range just as for no number.
        }
        throw Problem.invalid("A number does not fit.")
                .at("/" + name, "must be a whole number from %d to %d".formatted(min, max))
                .asException();
    }
}
