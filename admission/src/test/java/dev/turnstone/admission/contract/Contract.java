package dev.turnstone.admission.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The documents in {@code dev/turnstone/admission/contract}, and the schemas in them. */
public final class Contract {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonNode MESSAGES = document("messages.yaml");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    /** One of the documents, as it stands there. */
    public static JsonNode document(String file) {
        try (InputStream in = Contract.class.getResourceAsStream("/dev/turnstone/admission/contract/" + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no contract " + file);
            }
            return YAML.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the schema holds against this message; empty where nothing. */
    public static String faults(String message, String json) {
        return schema(message).validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.joining("; "));
    }

    /** The message must be one by its schema. */
    public static void requireValid(String message, String json) {
        String faults = faults(message, json);
        if (!faults.isEmpty()) {
            throw new AssertionError("no " + message + ": " + faults + " in " + json);
        }
    }

    static JsonNode definition(String name) {
        JsonNode definition = MESSAGES.path("$defs").path(name);
        if (definition.isMissingNode()) {
            throw new IllegalStateException("messages.yaml defines no " + name);
        }
        return definition;
    }

    private static JsonSchema schema(String message) {
        return SCHEMAS.computeIfAbsent(message, name -> {
            definition(name);
            ObjectNode root = MESSAGES.deepCopy();
            root.put("$ref", "#/$defs/" + name);
            return FACTORY.getSchema(root);
        });
    }
}
