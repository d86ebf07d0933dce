package dev.turnstone.admission.decision;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.testing.TestData;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Passes made by an independent implementation come out here as its author says, through the whole of the rules. */
class PassVectorsTest {
    private static final EventId EVENT = new EventId("vectors");
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Instant FAR_AHEAD = Instant.parse("2100-01-01T00:00:00Z");

    @TestFactory
    Stream<DynamicTest> everyVectorOfOthersComesOutAsStated() {
        return judgeAll(TestData.json("pass-vectors.json"));
    }

    @TestFactory
    Stream<DynamicTest> everyGoldenVectorComesOutAsStated() {
        return judgeAll(TestData.golden("golden/passes.json"));
    }

    @Test
    void aVectorAlteredByHandIsReported() {
        ObjectNode vector = (ObjectNode)
                TestData.golden("golden/passes.json").path("vectors").get(0);
        vector.put("admits", vector.path("admits").asInt() + 1);
        assertThrows(AssertionError.class, () -> judge(vector));
    }

    private static Stream<DynamicTest> judgeAll(JsonNode file) {
        JsonNode vectors = file.path("vectors");
        assertFalse(vectors.isEmpty());
        return vectors.valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.path("name").asText(), () -> judge(vector)));
    }

    private static void judge(JsonNode vector) {
        String stated = vector.path("verdict").asText();
        assertEquals(stated, verdict(vector));
        if (PassCodec.decode(vector.path("text").asText()) instanceof Decoded.Read(Pass pass)) {
            assertEquals(vector.path("text").asText(), PassCodec.encode(pass), "encoding gives the text back");
            assertEquals(vector.path("format").asText(), format(pass));
            if (stated.equals("GENUINE") || stated.equals("STALE_CODE")) {
                assertFields(vector, pass);
            }
        }
    }

    /** Only where the signature holds: in a forgery, the altered bit may lie in any of them. */
    private static void assertFields(JsonNode vector, Pass pass) {
        assertAll(
                () -> assertEquals(
                        vector.path("keyId").asText(), pass.body().keyId().toString()),
                () -> assertEquals(
                        vector.path("passNumber").asText(), pass.number().toString()),
                () -> assertEquals(vector.path("tier").asInt(), pass.body().tier()),
                () -> assertEquals(vector.path("version").asInt(), pass.body().version()),
                () -> assertEquals(vector.path("admits").asInt(), pass.body().admits()));
    }

    private static String verdict(JsonNode vector) {
        Instant now = Instant.ofEpochSecond(vector.path("nowSecond").asLong(1_767_226_600));
        Decision decision = AdmissionRules.decide(
                vector.path("text").asText(), new VectorKnowledge(vector), DOORWAY, TimeInterval.exactly(now));
        return switch (decision) {
            case Decision.Admit admit -> "GENUINE";
            case Decision.Refuse refuse -> refuse.reason().name();
            case Decision.Refer refer -> refer.cause().name();
        };
    }

    private static String format(Pass pass) {
        return switch (pass.body().format()) {
            case STATIC -> "static";
            case LIVE -> pass.isBareLive() ? "bare live" : "live";
        };
    }

    /** The vector's own key, and a sheet on which nothing else stands in the way. */
    private record VectorKnowledge(JsonNode vector) implements Knowledge {
        @Override
        public KeySet keys() {
            PublicKey key = PublicKey.fromHex(vector.path("publicKeyHex").asText());
            return new KeySet(1, List.of(new EventKey(EVENT, key, LONG_AGO, FAR_AHEAD)));
        }

        @Override
        public Freshness keysFreshness() {
            return Freshness.FRESH;
        }

        @Override
        public Optional<Sheet> sheet(EventId event) {
            Tier tier = Tier.of(vector.path("tier").asInt(), "any");
            Sheet sheet = Sheet.of(event, 1, "Vectors", "Anywhere", ZoneOffset.UTC, LONG_AGO, FAR_AHEAD, List.of(tier));
            return Optional.of(vector.has("epochSecond") ? sheet.live(schedule()) : sheet);
        }

        private LiveSchedule schedule() {
            return new LiveSchedule(
                    Instant.ofEpochSecond(vector.path("epochSecond").asLong()),
                    Duration.ofSeconds(vector.path("stepSeconds").asLong()),
                    vector.path("steps").asInt());
        }

        @Override
        public History history(EventId event, PassNumber number) {
            return History.EMPTY;
        }
    }
}
