package dev.turnstone.rehearsal.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts whole objects where an answer names them by their id, as {@code expand[]} asks.
 *
 * @param objects finds any object by its id
 */
record Expansion(Function<String, Optional<ObjectNode>> objects) {
    private static final int DEEPEST = 4;

    void apply(JsonNode answer, List<String> paths) {
        for (String path : paths) {
            List<String> steps = List.of(path.split("\\.", -1));
            if (steps.size() > DEEPEST) {
                throw StripeFault.invalid(
                        null, "You cannot expand more than 4 levels of a property (" + path + ").", "expand");
            }
            expand(answer, steps, path);
        }
    }

    private void expand(JsonNode within, List<String> steps, String path) {
        if (steps.isEmpty()) {
            return;
        }
        if (within.isArray()) {
            within.forEach(element -> expand(element, steps, path));
            return;
        }
        String name = steps.getFirst();
        if (!(within instanceof ObjectNode object) || !object.has(name)) {
            throw StripeFault.invalid(null, "This property cannot be expanded (" + path + ").", "expand");
        }
        JsonNode found = object.get(name);
        if (found.isNull()) {
            return;
        }
        JsonNode whole = found.isTextual()
                ? objects.apply(found.textValue())
                        .orElseThrow(() ->
                                StripeFault.invalid(null, "This property cannot be expanded (" + path + ").", "expand"))
                : found;
        object.set(name, whole);
        expand(whole, steps.subList(1, steps.size()), path);
    }
}
