package dev.turnstone.kiosk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** A schema that describes one key of the kiosk's file. */
public record SchemaFile(JsonNode json, String key) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static SchemaFile named(String resource, String key) {
        try (InputStream in = Objects.requireNonNull(SchemaFile.class.getResourceAsStream(resource))) {
            return new SchemaFile(JSON.readTree(in), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has against a whole file. */
    public Set<String> faults(String yaml) {
        Map<String, Object> file = new Yaml().load(yaml);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(json)
                .validate(JSON.valueToTree(file.get(key)))
                .stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }
}
