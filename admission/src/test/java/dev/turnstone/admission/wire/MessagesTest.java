package dev.turnstone.admission.wire;

import static dev.turnstone.admission.testing.Scene.scene;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.key.Delegation;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Session;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.SessionId;
import dev.turnstone.admission.venue.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every message as docs/protocol.md prints it, through a mapper set as platform's is. */
class MessagesTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();
    private static final Instant AT = Instant.parse("2026-11-21T03:04:05Z");
    private static final JournalId JOURNAL = JournalId.parse("00112233445566778899aabbccddeeff");

    @Test
    void aClaimIsAsDrawn() throws JsonProcessingException {
        String pass = PassCodec.encode(Passes.passes().sold());
        ClaimRequest claim = ClaimRequest.of(new PresentationId(JOURNAL, 17), pass, Maguey.GATE_A, 1000);
        assertJson("""
                {"presentation":{"journal":"00112233445566778899aabbccddeeff","seq":17},
                 "pass":"%s","lane":"a-1","gate":"A","direction":"in","budgetMs":1000}
                """.formatted(pass), claim);
        ClaimRequest read = JSON.readValue(JSON.writeValueAsString(claim), ClaimRequest.class);
        assertEquals(Maguey.GATE_A, read.doorway(Maguey.GATE_A.device()));
        assertEquals(new PresentationId(JOURNAL, 17), read.presentationId());
    }

    @Test
    void aClaimWithAMalformedNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ClaimRequest.Presentation("short", 1));
        ClaimRequest.Presentation presentation = new ClaimRequest.Presentation(JOURNAL.toString(), 1);
        assertThrows(IllegalArgumentException.class, () -> new ClaimRequest(presentation, "X", "a/1", "A", "in", 1000));
    }

    @Test
    void eachAnswerIsAsDrawn() throws JsonProcessingException {
        assertJson("{\"answer\":\"granted\",\"ordinal\":1,\"of\":1}", ClaimAnswer.of(new Admit(1, 1)));
        assertJson(
                "{\"answer\":\"refused\",\"reason\":\"ALREADY_INSIDE\",\"gate\":\"A\",\"at\":\"2026-11-21T03:04:05Z\"}",
                ClaimAnswer.of(new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(Maguey.GATE_A.gate(), AT))));
        assertJson(
                "{\"answer\":\"referred\",\"cause\":\"STORAGE_FAULT\"}",
                ClaimAnswer.of(new Refer(Cause.STORAGE_FAULT)));
    }

    @Test
    void everyDecisionComesThroughAnAnswerUnchanged() throws JsonProcessingException {
        for (Decision decision : List.of(
                new Admit(2, 4),
                new Refuse(Reason.REVOKED),
                new Refuse(Reason.USED_UP, new Hint.Seen(Maguey.GATE_B.gate(), AT)),
                new Refuse(Reason.NOT_YET, new Hint.Time(AT)),
                new Refuse(Reason.WRONG_GATE, new Hint.Gates(List.of(Maguey.GATE_B.gate()))),
                new Refuse(Reason.BLOCKED, new Hint.Note("ask for Ana")),
                new Refer(Cause.IN_DOUBT, new Hint.Seen(Maguey.GATE_A.gate(), AT)),
                new Refer(Cause.OFFLINE_POLICY, new Hint.Home(new DeviceId("gate-a"))))) {
            String json = JSON.writeValueAsString(ClaimAnswer.of(decision));
            assertEquals(decision, JSON.readValue(json, ClaimAnswer.class).decision(), json);
        }
    }

    @Test
    void anAnswerThatThisVersionDoesNotUnderstandIsRefused() throws JsonProcessingException {
        for (String json : List.of(
                "{\"answer\":\"perhaps\"}",
                "{\"answer\":\"granted\"}",
                "{\"answer\":\"refused\",\"reason\":\"MOON\"}",
                "{\"answer\":\"refused\",\"reason\":\"ALREADY_INSIDE\"}")) {
            ClaimAnswer answer = JSON.readValue(json, ClaimAnswer.class);
            assertThrows(IllegalArgumentException.class, answer::decision, json);
        }
    }

    @Test
    void aSettingIsReadOnlyAsItWasSigned() throws JsonProcessingException {
        SigningKey key = SigningKey.fromSeed(Maguey.seed(9));
        byte[] payload = JSON.writeValueAsBytes(KeysPayload.of(Maguey.KEYS));
        SignedSetting setting = SignedSetting.sign(1, payload, key);
        byte[] verified = setting.verified(key.publicKey()).orElseThrow();
        KeysPayload read = JSON.readValue(new String(verified, UTF_8), KeysPayload.class);
        assertEquals(Maguey.KEYS.keys(), read.keySet().keys());

        SignedSetting otherPayload = SignedSetting.sign(1, "{}".getBytes(UTF_8), key);
        assertTrue(new SignedSetting(1, otherPayload.payload(), setting.signature())
                .verified(key.publicKey())
                .isEmpty());
        assertTrue(setting.verified(Maguey.SIGNER.publicKey()).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new SignedSetting(1, "?", setting.signature()));
        assertThrows(IllegalArgumentException.class, () -> new SignedSetting(1, setting.payload(), "AAAA"));
    }

    @Test
    void aPassSignatureIsNoSettingSignature() {
        SigningKey key = SigningKey.fromSeed(Maguey.seed(1));
        Pass pass = Passes.passes().sold();
        byte[] body = Arrays.copyOf(PassCodec.bytes(pass), 15);
        String signature = Base64.getEncoder().encodeToString(pass.signature().bytes());
        String payload = Base64.getEncoder().encodeToString(body);
        assertTrue(new SignedSetting(1, payload, signature)
                .verified(key.publicKey())
                .isEmpty());
    }

    @Test
    void aPlainSheetNeedsOnlyThePlainFields() throws JsonProcessingException {
        String json = """
                {"kind":"sheet","number":3,"event":"maguey-saturday","name":"Maguey, Saturday","venue":"Maguey",
                 "opens":"2026-11-22T00:00:00Z","closes":"2026-11-22T09:00:00Z",
                 "tiers":[{"index":0,"name":"General admission"}],"aFieldOfTheFuture":1}
                """;
        Sheet sheet = JSON.readValue(json, SheetPayload.class).sheet();
        assertEquals(Tier.of(0, "General admission"), sheet.tier(0).orElseThrow());
        assertEquals(EntryRule.ONCE, sheet.entryRule());
        assertEquals(0, sheet.capacity());
        assertEquals(Sheet.USUAL_DAY_END, sheet.dayEnds());
    }

    @Test
    void aSheetWithEverythingComesThroughUnchanged() throws JsonProcessingException {
        Tier vip = Tier.of(1, "VIP")
                .requiringLive()
                .atHomeAmong(new DeviceId("gate-a"))
                .onlyAt(Maguey.GATE_A.gate())
                .during(new Window(Maguey.OPENS, Maguey.NINE))
                .live(Maguey.LIVE)
                .note("18+");
        Sheet sheet = Maguey.sheet(Tier.of(0, "GA").offline(OfflinePolicy.STAFF), vip)
                .capacity(800)
                .areas(List.of(new Area(new AreaId("terrace"), 120, List.of(Maguey.GATE_B.gate()))))
                .entryRule(EntryRule.afterExit().pause(Duration.ofMinutes(10)).perDay(3))
                .sessions(List.of(
                        Session.of(new SessionId("early"), "Early", new Window(Maguey.OPENS, Maguey.NINE))
                                .live(Maguey.LIVE),
                        Session.of(new SessionId("late"), "Late", new Window(Maguey.NINE, Maguey.CLOSES))));
        String json = JSON.writeValueAsString(SheetPayload.of(sheet));
        assertEquals(sheet, JSON.readValue(json, SheetPayload.class).sheet(), json);
        assertEquals(
                Maguey.sheet(),
                JSON.readValue(JSON.writeValueAsString(SheetPayload.of(Maguey.sheet())), SheetPayload.class)
                        .sheet());
    }

    @Test
    void whatASheetSaysBeyondThisVersionTravelsOnUnderItsSignature() throws Exception {
        SigningKey cloud = SigningKey.fromSeed(Maguey.seed(9));
        String written = JSON.writeValueAsString(SheetPayload.of(Maguey.sheet()));
        String newer = "{\"mood\":{\"good\":[1, 2]}, " + written.substring(1);
        SignedSetting signed = SignedSetting.sign(1, newer.getBytes(UTF_8), cloud);
        String carried = JSON.writeValueAsString(JSON.readValue(JSON.writeValueAsString(signed), SignedSetting.class));
        byte[] arrived = JSON.readValue(carried, SignedSetting.class)
                .verified(cloud.publicKey())
                .orElseThrow();
        assertEquals(newer, new String(arrived, UTF_8));
        assertEquals(Maguey.sheet(), JSON.readValue(arrived, SheetPayload.class).sheet());
    }

    @Test
    void aSheetThatRequiresAnUnknownRuleIsReadAsOneThatRefers() throws Exception {
        String written = JSON.writeValueAsString(SheetPayload.of(Maguey.sheet().requiring("moon-phase")));
        // Known fields may then say what this version cannot read.
        String newer = written.replace("\"offline\":\"open\"", "\"offline\":\"by-moonlight\"");
        assertNotEquals(written, newer);
        Sheet sheet = JSON.readValue(newer, SheetPayload.class).sheet();
        assertFalse(sheet.isUnderstood());
        assertEquals(Maguey.sheet().name(), sheet.name());
        assertEquals(
                new Refer(Cause.NO_SHEET),
                scene().sheet(sheet).decide(Passes.passes().sold()));
        String plain = written.replace("moon-phase", Sheet.SESSIONS).replace("\"open\"", "\"by-moonlight\"");
        SheetPayload misread = JSON.readValue(plain, SheetPayload.class);
        assertThrows(IllegalArgumentException.class, misread::sheet);
    }

    @Test
    void aPayloadOfAnotherKindIsNotMistakenForOne() throws JsonProcessingException {
        String keys = JSON.writeValueAsString(KeysPayload.of(Maguey.KEYS));
        KeysPayload wrong = JSON.readValue(keys.replace("\"keys\",", "\"sheet\","), KeysPayload.class);
        assertThrows(IllegalArgumentException.class, wrong::keySet);
        assertEquals("keys", JSON.readValue(keys, SettingHeader.class).kind());
    }

    @Test
    void aDelegatedKeyComesThroughUnchanged() throws JsonProcessingException {
        KeySet keys = new KeySet(2, List.of(Maguey.KEY.delegated(new Delegation(Set.of(2, 1), 50))));
        String json = JSON.writeValueAsString(KeysPayload.of(keys));
        assertEquals(
                keys.keys(), JSON.readValue(json, KeysPayload.class).keySet().keys());
        assertTrue(json.contains("\"delegation\":{\"tiers\":[1,2],\"quota\":50}"), json);
    }

    @Test
    void aFeedPageIsAsDrawn() throws JsonProcessingException {
        PassChange change = PassChange.of(Maguey.EVENT, new PassNumber(-1), 0, 1, 1, PassChange.VALID, new Proof(0, 1));
        FeedPage<PassChange> page = new FeedPage<>("i-1", List.of(new FeedEntry<>(42, FeedEntry.PASS, change)), 42);
        assertJson("""
                {"incarnation":"i-1","head":42,"entries":[{"position":42,"kind":"pass","body":{
                  "event":"maguey-saturday","number":"18446744073709551615","tier":0,"version":1,"admits":1,
                  "state":"valid","proof":"AAAAAAAAAAAAAAAAAAAAAQ=="}}]}
                """, page);
        FeedPage<JsonNode> read =
                JSON.readValue(JSON.writeValueAsString(page), new TypeReference<FeedPage<JsonNode>>() {});
        PassChange body = JSON.convertValue(read.entries().getFirst().body(), PassChange.class);
        assertEquals(new PassNumber(-1), body.passNumber());
        assertEquals(new Proof(0, 1), body.passProof());
        assertEquals(Maguey.EVENT, body.eventId());
    }

    @Test
    void journalAndStateMessagesAreAsDrawn() throws JsonProcessingException {
        assertJson(
                "{\"journal\":\"00112233445566778899aabbccddeeff\",\"boot\":\"b\",\"from\":1,\"entries\":[\"AQI=\"]}",
                JournalBatch.of(JOURNAL, "b", 1, List.of(new byte[] {1, 2})));
        assertJson(
                "{\"journal\":\"00112233445566778899aabbccddeeff\",\"position\":17}",
                new JournalAck(JOURNAL.toString(), 17));
        assertJson("{\"boot\":\"b\",\"online\":false}", DeviceState.silent("b"));
        assertJson("""
                {"boot":"b","online":true,"version":"0.1.0","lanes":[{"lane":"a-1","gate":"A","state":"locked"}],
                 "at":"2026-11-21T03:04:05Z"}
                """, DeviceState.online("b", "0.1.0", List.of(new DeviceState.Lane("a-1", "A", "locked")), AT));
        DeviceState will = JSON.readValue("{\"boot\":\"b\",\"online\":false}", DeviceState.class);
        assertEquals(Optional.empty(), will.lanes());
    }

    @Test
    void aBatchThatIsNotBase64IsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JournalBatch(JOURNAL.toString(), "b", 1, List.of("?")));
    }

    @Test
    void aBatchTakesOnlyAsManyBytesAsAMessageMayHave() {
        List<byte[]> large = Collections.nCopies(20, new byte[JournalCodec.MOST_BYTES]);
        assertEquals(8, JournalBatch.of(JOURNAL, "b", 1, large).entries().size());
        List<byte[]> many = Collections.nCopies(300, new byte[100]);
        assertEquals(
                JournalBatch.MOST_ENTRIES,
                JournalBatch.of(JOURNAL, "b", 1, many).entries().size());
    }

    @Test
    void topicsNameTheirDeviceAndNobodyElses() {
        Topics topics = new Topics(new VenueId("maguey"));
        DeviceId device = new DeviceId("gate-a");
        assertEquals("turnstone/v1/maguey/devices/gate-a/journal", topics.journal(device));
        assertEquals("turnstone/v1/maguey/sheets/maguey-saturday", topics.sheet(new EventId("maguey-saturday")));
        assertEquals("turnstone/v1/maguey/devices/+/journal", topics.everyJournal());
        assertEquals(Optional.of(device), topics.deviceOf(topics.state(device)));
        assertEquals(Optional.empty(), topics.deviceOf("turnstone/v1/other/devices/gate-a/state"));
        assertEquals(Optional.empty(), topics.deviceOf("turnstone/v1/maguey/devices/GATE/state"));
        assertEquals(Optional.empty(), topics.deviceOf("turnstone/v1/maguey/devices/gate-a"));
        assertEquals(Optional.empty(), topics.deviceOf("turnstone/v1/maguey/keys"));
    }

    private static void assertJson(String expected, Object message) throws JsonProcessingException {
        assertEquals(JSON.readTree(expected), JSON.readTree(JSON.writeValueAsString(message)));
    }
}
