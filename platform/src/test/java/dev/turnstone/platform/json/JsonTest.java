package dev.turnstone.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
    record Line(int quantity) {
        Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity must be at least 1");
            }
        }
    }

    record Order(String name, Instant at, Optional<String> note, List<Line> lines) {}

    record Guests(Optional<List<String>> names) {}

    private static final String GOOD =
            "{\"name\":\"Añejo\",\"at\":\"2026-03-07T22:41:07Z\",\"lines\":[{\"quantity\":2}]}";

    @Test
    void whatIsWrittenIsReadAgainAndAbsentStaysAbsent() {
        var order = new Order("Añejo", Instant.parse("2026-03-07T22:41:07Z"), Optional.empty(), List.of(new Line(2)));
        assertEquals(order, Json.read(GOOD, Order.class));
        assertEquals(GOOD, Json.text(order));
    }

    @Test
    void aNewerPeersFieldIsIgnored() {
        assertEquals(new Line(2), Json.read("{\"quantity\":2,\"colour\":\"red\"}", Line.class));
    }

    @Test
    void aListThatIsAbsentIsEmpty() {
        assertEquals(
                List.of(),
                Json.read(GOOD.replace(",\"lines\":[{\"quantity\":2}]", ""), Order.class)
                        .lines());
    }

    @Test
    void aFaultIsNamedByItsPathDeepInside() {
        var fault = assertThrows(JsonFault.class, () -> Json.read(GOOD.replace(":2}", ":0}"), Order.class));
        assertEquals("/lines/0", fault.path());
        assertEquals("quantity must be at least 1", fault.detail());
        assertEquals(
                "/at",
                assertThrows(JsonFault.class, () -> Json.read(GOOD.replace("2026", "x"), Order.class))
                        .path());
    }

    @Test
    void aMissingComponentNullForANumberDuplicatesAndTrailingTextAreRefused() {
        assertEquals(
                "/name", fault("{\"at\":\"2026-03-07T22:41:07Z\"}", Order.class).path());
        assertEquals(
                "/name", fault(GOOD.replace("\"Añejo\"", "null"), Order.class).path());
        assertEquals("/quantity", fault("{\"quantity\":null}", Line.class).path());
        fault("{\"quantity\":1,\"quantity\":2}", Line.class);
        fault("{\"quantity\":1} x", Line.class);
        fault("null", Line.class);
        fault("[".repeat(1_000), Line.class);
    }

    @Test
    void aTextIsNoNumberAndANumberNoText() {
        assertEquals("/quantity", fault("{\"quantity\":\"2\"}", Line.class).path());
        assertEquals("/quantity", fault("{\"quantity\":2.0}", Line.class).path());
        assertEquals("/quantity", fault("{\"quantity\":true}", Line.class).path());
        assertEquals("/name", fault(GOOD.replace("\"Añejo\"", "5"), Order.class).path());
        assertEquals(
                "/name", fault(GOOD.replace("\"Añejo\"", "true"), Order.class).path());
    }

    @Test
    void anInstantIsATextInUtc() {
        String at = "\"2026-03-07T22:41:07Z\"";
        assertEquals("/at", fault(GOOD.replace(at, "1772923267"), Order.class).path());
        assertEquals(
                "/at",
                fault(GOOD.replace(at, "\"2026-03-07T22:41:07+01:00\""), Order.class)
                        .path());
    }

    @Test
    void aNullInsideAListIsRefusedWhereverTheListStands() {
        assertEquals(
                "/lines/0",
                fault(GOOD.replace("{\"quantity\":2}", "null"), Order.class).path());
        assertEquals(
                List.of("a"),
                Json.read("{\"names\":[\"a\"]}", Guests.class).names().orElseThrow());
        fault("{\"names\":[null]}", Guests.class);
        assertEquals(
                Optional.empty(), Json.read("{\"names\":null}", Guests.class).names());
    }

    private static JsonFault fault(String json, Class<?> type) {
        return assertThrows(
                JsonFault.class, () -> Json.read(json, type), json.substring(0, Math.min(40, json.length())));
    }
}
