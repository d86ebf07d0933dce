package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.json.Json;
import java.util.List;
import java.util.Map;

/** Writes configuration as a person would: nested keys, and values quoted as JSON, which YAML reads as well. */
final class Yaml {
    private Yaml() {}

    static String text(Map<String, ?> tree) {
        StringBuilder text = new StringBuilder();
        write(text, tree, "");
        return text.toString();
    }

    private static void write(StringBuilder text, Map<?, ?> tree, String indent) {
        tree.forEach((key, value) -> {
            text.append(indent).append(key).append(':');
            switch (value) {
                case Map<?, ?> below -> {
                    text.append('\n');
                    write(text, below, indent + "  ");
                }
                case List<?> list -> {
                    text.append('\n');
                    list.forEach(each -> text.append(indent)
                            .append("  - ")
                            .append(Json.text(each))
                            .append('\n'));
                }
                default -> text.append(' ').append(Json.text(value)).append('\n');
            }
        });
    }
}
