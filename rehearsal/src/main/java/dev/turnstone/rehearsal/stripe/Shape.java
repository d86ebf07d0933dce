package dev.turnstone.rehearsal.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object. A field without a value is written as null: Stripe's objects always show every field. */
record Shape(ObjectNode node) {
    static Shape empty() {
        return new Shape(JsonNodeFactory.instance.objectNode());
    }

    static Shape of(String object) {
        return empty().text("object", object);
    }

    Shape text(String name, @Nullable String value) {
        node.put(name, value);
        return this;
    }

    Shape number(String name, long value) {
        node.put(name, value);
        return this;
    }

    Shape flag(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    Shape time(String name, @Nullable Instant value) {
        return value == null ? none(name) : number(name, value.getEpochSecond());
    }

    Shape none(String... names) {
        for (String name : names) {
            node.putNull(name);
        }
        return this;
    }

    Shape shape(String name, @Nullable Shape value) {
        if (value == null) {
            return none(name);
        }
        node.set(name, value.node);
        return this;
    }

    Shape json(String name, JsonNode value) {
        node.set(name, value);
        return this;
    }

    Shape texts(String name, List<String> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(array::add);
        return this;
    }

    Shape texts(String name, Map<String, String> values) {
        ObjectNode object = node.putObject(name);
        values.forEach(object::put);
        return this;
    }

    Shape shapes(String name, List<Shape> values) {
        ArrayNode array = node.putArray(name);
        values.forEach(value -> array.add(value.node));
        return this;
    }

    String json() {
        return node.toString();
    }
}
