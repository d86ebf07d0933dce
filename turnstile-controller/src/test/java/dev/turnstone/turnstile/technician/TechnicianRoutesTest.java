package dev.turnstone.turnstile.technician;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.Duty;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.lane.Refusal;
import dev.turnstone.turnstile.record.LaneRecord;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technician's page over HTTP, at a lane with a simulated turnstile. */
class TechnicianRoutesTest {
    private static final String PIN = "481516";
    private static final Pin KEPT = Pin.of(PIN, new Random(1));

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong clock = new AtomicLong(-1);
    private final LaneSettings settings = LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty());
    private final Lane lane = Lanes.open(settings);
    private final LaneRecord record;
    private final HttpShell shell;

    TechnicianRoutesTest(@TempDir Path folder) {
        record = LaneRecord.open(folder, InstantSource.system());
        lane.listen(record::add);
        shell = serve(Optional.of(new Guard(KEPT, new Random(2))));
    }

    @AfterEach
    void close() {
        shell.close();
        lane.close();
        record.close();
    }

    @Test
    void withoutASessionThereIsOnlyTheQuestionForThePin() throws Exception {
        HttpResponse<String> page = get("/technician", "");
        assertTrue(page.body().contains("name=\"pin\""), page.body());
        assertEquals(401, get("/technician/events", "").statusCode());
        assertEquals(401, post("/technician/test", "action=begin", "").statusCode());
        assertEquals(
                401,
                post("/technician/order", "order=hold-open", "lane-technician=00")
                        .statusCode());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aWrongPinIsSaidPlainlyAndTooManyMustWait() throws Exception {
        HttpResponse<String> wrong = post("/technician/sign-in", "pin=000000", "");
        assertEquals(403, wrong.statusCode());
        assertTrue(wrong.body().contains("That is not the PIN. 2 more tries"), wrong.body());
        assertTrue(post("/technician/sign-in", "pin=000000", "").body().contains("One more try"));
        HttpResponse<String> often = post("/technician/sign-in", "pin=000000", "");
        assertEquals(429, often.statusCode());
        assertEquals("5", often.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(429, post("/technician/sign-in", "pin=" + PIN, "").statusCode());
    }

    @Test
    void aSessionsCookieIsForThisPageAndNoScript() throws Exception {
        HttpResponse<String> entered = post("/technician/sign-in", "pin=" + PIN, "");
        assertEquals(303, entered.statusCode());
        String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertTrue(cookie.contains("Path=/technician"), cookie);
    }

    @Test
    void anOutputIsTriedOnlyInATest() throws Exception {
        String session = signIn();
        HttpResponse<String> early = post("/technician/test", "action=try&line=relay-in", session);
        assertEquals(409, early.statusCode());
        assertTrue(early.body().contains("The test has ended. Begin it again."), early.body());

        assertEquals(303, post("/technician/test", "action=begin", session).statusCode());
        assertEquals(Duty.UNDER_TEST, lane.view().duty());
        assertEquals(
                303,
                post("/technician/test", "action=try&line=relay-in", session).statusCode());
        assertTrue(lane.trace().changes().stream()
                .anyMatch(change -> change.line().equals("relay-in") && change.active()));
        assertEquals(
                400,
                post("/technician/test", "action=try&line=relay-up", session).statusCode());
        assertEquals(303, post("/technician/test", "action=end", session).statusCode());
        assertEquals(Duty.SERVING, lane.view().duty());
    }

    @Test
    void staffsOrdersAreObeyedAndRefusalsSayWhatToDo() throws Exception {
        String session = signIn();
        assertEquals(303, post("/technician/order", "order=hold-open", session).statusCode());
        assertEquals(LaneState.HELD_OPEN, lane.state());
        assertEquals(
                303,
                post("/technician/order", "order=emergency-release", session).statusCode());
        assertEquals(LaneState.FREE, lane.state());
        HttpResponse<String> refused = post("/technician/test", "action=begin", session);
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("An emergency stands."), refused.body());
        assertEquals(303, post("/technician/order", "order=reset", session).statusCode());
        assertEquals(LaneState.LOCKED, lane.state());
        assertEquals(400, post("/technician/order", "order=explode", session).statusCode());
    }

    @Test
    void aFormFromAnotherSiteIsRefused() throws Exception {
        String session = signIn();
        HttpRequest request = request("/technician/order", session)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("order=hold-open"))
                .build();
        assertEquals(403, client.send(request, BodyHandlers.ofString()).statusCode());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void theStreamTellsTheStandingTheLinesAndEveryChange() throws Exception {
        String session = signIn();
        HttpResponse<java.io.InputStream> stream =
                client.send(request("/technician/events", session).build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertTrue(until(lines, "standing").contains("Nobody may pass"));
            lane.simulate(SimulatedAct.FIRE);
            assertTrue(until(lines, "fire contact is open").contains("standing--emergency"));
            assertTrue(until(lines, "\"line\":\"fire\"").contains("\"active\":true"));
        }
    }

    @Test
    void theRecordOfPassagesIsForWhoIsSignedIn() throws Exception {
        assertEquals(401, get("/technician/record.csv", "").statusCode());
        String session = signIn();
        lane.emergencyRelease();
        lane.resetAfterFire();
        lane.close();
        String csv = get("/technician/record.csv", session).body();
        assertTrue(csv.startsWith("number,at,event,direction,detail\n2,"), csv);
        assertTrue(csv.endsWith(",fire-alarm,,person\n"), csv);
    }

    @Test
    void aSessionThatIsOverGoesBackToThePin() throws Exception {
        String session = signIn();
        clock.addAndGet(Guard.SESSION.toNanos());
        assertTrue(get("/technician", session).body().contains("name=\"pin\""));
        String again = signIn();
        assertEquals(303, post("/technician/sign-out", "", again).statusCode());
        assertTrue(get("/technician", again).body().contains("name=\"pin\""));
    }

    @Test
    void withoutAConfiguredPinNobodyGetsIn() throws Exception {
        try (HttpShell open = serve(Optional.empty())) {
            HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + open.port() + "/technician"))
                    .build();
            String body = client.send(page, BodyHandlers.ofString()).body();
            assertTrue(body.contains("lane --hash-pin"), body);
            HttpRequest signIn = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + open.port() + "/technician/sign-in"))
                    .POST(BodyPublishers.ofString("pin="))
                    .build();
            assertEquals(403, client.send(signIn, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void everyStateFaultLineAndRefusalHasItsWordsInEveryLanguage() {
        Messages messages = Messages.bundle("lane");
        assertEquals(List.of(), messages.differences());
        for (Language language : Language.values()) {
            Messages.Texts texts = messages.in(language);
            for (LaneState state : LaneState.values()) {
                texts.get("state." + Wiring.name(state));
                texts.get("state." + Wiring.name(state) + ".sentence");
            }
            each(texts, "fault.", Fault.values());
            each(texts, "refused.", Refusal.values());
            each(texts, "line.", OutputLine.values());
            each(texts, "line.", Sense.values());
        }
    }

    private static void each(Messages.Texts texts, String prefix, Enum<?>[] values) {
        for (Enum<?> value : values) {
            assertTrue(!texts.get(prefix + Wiring.name(value), "").isEmpty());
        }
    }

    private HttpShell serve(Optional<Guard> guard) {
        return HttpShell.named("lane")
                .routes(new TechnicianRoutes(lane, LinePlan.of(settings), record, guard, clock::get)::routing)
                .start();
    }

    private static String until(BufferedReader lines, String what) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.contains(what)) {
            line = lines.readLine();
        }
        assertTrue(line != null, "the stream ended before it told of " + what);
        return line.startsWith("data:") ? line : lines.readLine();
    }

    private String signIn() throws Exception {
        HttpResponse<String> entered = post("/technician/sign-in", "pin=" + PIN, "");
        assertEquals(303, entered.statusCode(), entered.body());
        return entered.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpResponse<String> get(String path, String cookie) throws Exception {
        return client.send(request(path, cookie).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form, String cookie) throws Exception {
        return client.send(
                request(path, cookie).POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shell.port() + path))
                .header("Content-Type", "application/x-www-form-urlencoded");
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }
}
