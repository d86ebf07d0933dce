package dev.turnstone.admission.contract;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A message of {@code examples.yaml}.
 *
 * @param message its name in {@code messages.yaml}
 */
public record Example(String message, Kind kind, String why, String json) {

    /** What is to become of it. */
    public enum Kind {
        ACCEPTED("accepted"),
        REFUSED("refused"),
        /** Of the right form, and refused for what it says. */
        REFUSED_BY_MEANING("refusedByMeaning");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static List<Example> all() {
        List<Example> examples = new ArrayList<>();
        Contract.document("examples.yaml").properties().forEach(message -> {
            JsonNode first = message.getValue().path("accepted").path(0).path("json");
            for (Kind kind : Kind.values()) {
                message.getValue()
                        .path(kind.word)
                        .forEach(written -> examples.add(new Example(
                                message.getKey(),
                                kind,
                                written.path("why").asText(),
                                (kind == Kind.ACCEPTED ? written.path("json") : changed(first, written)).toString())));
            }
        });
        return examples;
    }

    private static JsonNode changed(JsonNode first, JsonNode change) {
        JsonNode message = first.deepCopy();
        change.path("set").properties().forEach(each -> put(message, pointer(each.getKey()), each.getValue()));
        stream(change.path("drop")).forEach(each -> drop(message, pointer(each.asText())));
        change.path("repeat").properties().forEach(each -> {
            JsonPointer at = pointer(each.getKey());
            put(message, at, repeated(message.at(at), each.getValue().asInt()));
        });
        if (message.equals(first)) {
            throw new IllegalStateException("\"" + change.path("why").asText() + "\" changes nothing");
        }
        return message;
    }

    private static JsonNode repeated(JsonNode value, int times) {
        if (value instanceof ArrayNode list) {
            ArrayNode many = list.arrayNode(times);
            for (int i = 0; i < times; i++) {
                many.add(list.get(0));
            }
            return many;
        }
        return TextNode.valueOf(value.asText().substring(0, 1).repeat(times));
    }

    private static void put(JsonNode message, JsonPointer at, JsonNode value) {
        JsonNode parent = message.at(at.head());
        if (parent instanceof ArrayNode list) {
            list.set(at.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
        }
    }

    private static void drop(JsonNode message, JsonPointer at) {
        if (((ObjectNode) message.at(at.head())).remove(at.last().getMatchingProperty()) == null) {
            throw new IllegalStateException("there is no " + at + " to drop");
        }
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.compile(text);
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
