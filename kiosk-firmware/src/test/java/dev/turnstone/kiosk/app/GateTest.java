package dev.turnstone.kiosk.app;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.camera.QrPictures;
import dev.turnstone.kiosk.guest.Face.Mood;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole gate: real camera line, decoder, journal, lane and pages; the hub is a stand-in that can be away. */
class GateTest {
    private static final Messages.Texts ENGLISH = Messages.bundle("kiosk").in(Language.EN);
    /** Staff may be told of a guest; a card may not. */
    private static final String NOTE = "Mariana Quetzal owes for May";

    private final Passes passes = new Passes();

    @TempDir
    Path data;

    @Test
    void aPassBeforeTheCameraOpensTheLaneAndThePassageIsWrittenDown() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
            show(gate, passes.pass(1));

            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
            eventually(
                    "the outcome is written",
                    () -> gate.facts().stream()
                            .anyMatch(fact -> fact instanceof Fact.Outcome(long seq, Basis basis, Passage passage)
                                    && basis == Basis.HUB
                                    && passage == Passage.COMPLETED));
            assertTrue(gate.faces().stream().anyMatch(face -> face.mood() == Mood.WELCOME));
            assertEquals(1, hub.claims());
        }
    }

    @Test
    void theSamePictureShownAgainIsANewPresentationAndAlreadyUsed() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
            show(gate, passes.pass(1));
            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
            hub.nextAnswers(new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("A"), Passes.TONIGHT)));
            show(gate, passes.pass(1));

            eventually("already used", () -> gate.faces().getLast().mood() == Mood.REFUSED);
            assertEquals("22:00 · Gate A", gate.faces().getLast().detail().in(ENGLISH));
            assertEquals(1, gate.lane().view().passages());
            // Whether the hub was asked the second time is a matter of how busy this machine is; that it was a showing
            // of
            // its own is not.
            eventually(
                    "two showings are written",
                    () -> gate.facts().stream()
                                    .filter(fact -> fact instanceof Fact.Intent)
                                    .count()
                            == 2);
        }
    }

    @Test
    void withTheHubAwayTheGateDecidesAlone() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
        }
        try (GateRig gate = new GateRig(data, Optional.empty())) {
            show(gate, passes.pass(1));
            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
            show(gate, passes.pass(1));
            eventually("already used", () -> gate.faces().getLast().mood() == Mood.REFUSED);
        }
    }

    @Test
    void aRestartedGateRemembersWhoWentIn() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
            show(gate, passes.pass(1));
            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
        }
        try (GateRig gate = new GateRig(data, Optional.empty())) {
            show(gate, passes.pass(1));
            eventually("already used", () -> gate.faces().getLast().mood() == Mood.REFUSED);
            assertEquals(0, gate.lane().view().passages());
        }
    }

    @Test
    void aCodeThatIsNoPassIsRefusedAndAPhotographWithoutACodeIsNot() throws Exception {
        try (GateRig gate = new GateRig(data, Optional.empty())) {
            gate.drop(QrPictures.blank(640, 480));
            show(gate, "HTTPS://EXAMPLE.COM/MENU");

            eventually("not a ticket", () -> gate.faces().getLast().mood() == Mood.REFUSED);
            eventually(
                    "it is written down, and the photograph is not",
                    () -> turnedAway(gate).equals(List.of(new Refuse(Reason.NOT_A_PASS))));
        }
    }

    private static List<Decision> turnedAway(GateRig gate) {
        return gate.facts().stream()
                .filter(Fact.TurnedAway.class::isInstance)
                .map(fact -> ((Fact.TurnedAway) fact).decision())
                .toList();
    }

    @Test
    void aStolenDataFolderHoldsNoPassAndNoSignature() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
            show(gate, passes.pass(1));
            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
            eventually("the outcome is written", () -> gate.facts().stream().anyMatch(Fact.Outcome.class::isInstance));
            hub.nextAnswers(new Refuse(Reason.BLOCKED, new Hint.Note(NOTE)));
            show(gate, passes.pass(2));
            eventually("it is written too", () -> turnedAway(gate).equals(List.of(new Refuse(Reason.BLOCKED))));
            assertNothingSecretIn(data);
        }
        assertNothingSecretIn(data);
    }

    @Test
    void picturesPagesAndLanesAreServed() throws Exception {
        try (GateRig gate = new GateRig(data, Optional.empty());
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> page = get(http, gate.uri().resolve("/"));
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("Show your ticket"));
            assertTrue(get(http, gate.uri().resolve("/?lang=es")).body().contains("Muestra tu boleto"));
            assertTrue(get(http, gate.uri().resolve("/screen/words")).body().contains("\"es\""));
            assertTrue(get(http, gate.uri().resolve("/lane/state")).body().contains("\"state\":\"locked\""));
            assertEquals(
                    204, get(http, gate.uri().resolve("/camera/view/1.jpg")).statusCode());

            assertEquals(
                    202, post(http, gate.uri().resolve("/camera/frames"), QrPictures.png(QrPictures.blank(64, 64))));
            assertEquals(
                    400,
                    post(http, gate.uri().resolve("/camera/frames"), "no picture".getBytes(StandardCharsets.UTF_8)));
            assertEquals(202, post(http, gate.uri().resolve("/lane/simulate"), act("a-1", "jump")));
            assertEquals(400, post(http, gate.uri().resolve("/lane/simulate"), act("a-1", "dance")));
            assertEquals(400, post(http, gate.uri().resolve("/lane/simulate"), act("b-9", "walk")));
        }
    }

    private static void show(GateRig gate, String text) {
        gate.drop(QrPictures.code(text, 6));
    }

    private void assertNothingSecretIn(Path folder) throws Exception {
        String text = passes.pass(1);
        byte[] signature =
                ((Decoded.Read) PassCodec.decode(text)).pass().signature().bytes();
        String start = HexFormat.of().formatHex(signature).substring(0, 32);
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains(text), file.toString());
                assertFalse(new String(bytes, StandardCharsets.UTF_8).contains(NOTE), file.toString());
                assertFalse(HexFormat.of().formatHex(bytes).contains(start), file.toString());
            }
        }
    }

    private static byte[] act(String lane, String action) {
        return "{\"lane\":\"%s\",\"action\":\"%s\"}".formatted(lane, action).getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> get(HttpClient http, URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static int post(HttpClient http, URI uri, byte[] body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void theHubsWordIsWhatCounts() throws Exception {
        try (HubStandIn hub = new HubStandIn(passes);
                GateRig gate = new GateRig(data, Optional.of(hub.uri()))) {
            gate.awaitHub();
            hub.nextAnswers(new Refuse(Reason.REVOKED));
            show(gate, passes.pass(1));
            eventually("refused", () -> gate.faces().getLast().title().key().equals("guest.revoked.title"));

            hub.nextAnswers(new Admit(1, 1));
            show(gate, passes.pass(1));
            eventually("somebody passed", () -> gate.lane().view().passages() == 1);
        }
    }
}
