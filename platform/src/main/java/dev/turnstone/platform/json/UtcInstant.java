package dev.turnstone.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** Only what is written {@code 2026-03-07T22:41:07Z}: a bare number does not say its unit, and an offset is a second way. */
final class UtcInstant extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    UtcInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        String text = parser.getText();
        try {
            if (text.endsWith("Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeException notAnInstant) {
            // Said below, as for one that is not in UTC.
        }
        throw context.weirdStringException(text, Instant.class, "must be an instant in UTC");
    }
}
