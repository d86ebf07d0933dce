package dev.turnstone.rehearsal.stripe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of a request in Stripe's form encoding: {@code metadata[order]=17&expand[0]=latest_charge}. */
record Params(Map<String, String> values) {
    private static final int MOST = 500;
    static final Params NONE = new Params(Map.of());

    Params {
        values = Map.copyOf(values);
    }

    /**
     * @throws StripeFault when the text is not form encoding
     */
    static Params parse(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.put(name.endsWith("[]") ? numbered(name, values) : name, value);
            if (values.size() > MOST) {
                throw StripeFault.of(400, "invalid_request_error", null, "Too many parameters.");
            }
        }
        return new Params(values);
    }

    private static String numbered(String name, Map<String, String> values) {
        String base = name.substring(0, name.length() - 2);
        int next = 0;
        while (values.containsKey(base + "[" + next + "]")) {
            next++;
        }
        return base + "[" + next + "]";
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            throw StripeFault.of(400, "invalid_request_error", null, "Invalid form encoding.");
        }
    }

    /** Refuses what Stripe would refuse: a parameter that this call does not have. */
    Params allowing(Set<String> roots) {
        for (String name : new TreeMap<>(values).keySet()) {
            int bracket = name.indexOf('[');
            if (!roots.contains(bracket < 0 ? name : name.substring(0, bracket))) {
                throw StripeFault.invalid("parameter_unknown", "Received unknown parameter: " + name, name);
            }
        }
        return this;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> StripeFault.missing(name));
    }

    boolean has(String root) {
        return values.keySet().stream().anyMatch(name -> name.equals(root) || name.startsWith(root + "["));
    }

    long integer(String name) {
        String text = required(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notAnInteger) {
            throw StripeFault.invalid("parameter_invalid_integer", "Invalid integer: " + text, name);
        }
    }

    boolean flag(String name) {
        String text = text(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw StripeFault.invalid(null, "Invalid boolean: " + text, name);
        }
        return text.equals("true");
    }

    /** The values below a name, an empty one included: to Stripe, that is how a key is removed. */
    Map<String, String> map(String root) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(root + "[") && name.endsWith("]")) {
                found.put(name.substring(root.length() + 1, name.length() - 1), value);
            }
        });
        return found;
    }

    List<String> list(String root) {
        return new ArrayList<>(map(root).values());
    }

    /** The same text for the same parameters, whatever their order: what an idempotency key is bound to. */
    String canonical() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values)
                .forEach((name, value) -> text.append(name.length())
                        .append(name)
                        .append('=')
                        .append(value.length())
                        .append(value));
        return text.toString();
    }
}
