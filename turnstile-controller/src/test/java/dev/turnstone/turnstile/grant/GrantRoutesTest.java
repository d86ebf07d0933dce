package dev.turnstone.turnstile.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane with a simulated turnstile, opened over HTTP by a device it is paired with, and by others that it is not. */
class GrantRoutesTest {
    private static final SigningKey PAIRED = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final String BOOT = "0011223344556677";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong clock = new AtomicLong(-1);
    private final Lane lane = Lanes.open(LaneSettings.simulated(new LaneId("a-1"), Direction.IN, Optional.empty()));
    private final RecentNews recent = RecentNews.of(lane);
    private final GrantDesk desk = new GrantDesk(lane, List.of(PAIRED.publicKey()), new Random(3), clock::get);
    private final HttpShell shell = HttpShell.named("grants")
            .routes(new GrantRoutes(lane, desk, recent, BOOT)::routing)
            .start();

    @AfterEach
    void close() {
        recent.close();
        shell.close();
        lane.close();
    }

    @Test
    void aSignedGrantReleasesTheBarrierAndItsPassageIsTold() throws Exception {
        LaneChallenge asked = challenge();
        GrantRoutes.Opened opened = opened(grant(asked, PAIRED));
        assertEquals("granted", opened.answer());
        assertEquals(Level.HIGH, lane.view().relay());

        lane.simulate(SimulatedAct.WALK);

        LaneNews passed = await("passage-completed");
        assertEquals(opened.grant(), passed.grant());
        assertEquals(Optional.of(asked.challenge()), passed.challenge());
        assertEquals(Optional.of("sensed"), passed.detail());
    }

    @Test
    void aReplayedGrantIsRefusedAndOpensNothing() throws Exception {
        LaneGrant grant = grant(challenge(), PAIRED);
        assertEquals("granted", opened(grant).answer());
        lane.simulate(SimulatedAct.WALK);
        await("passage-completed");
        HttpResponse<String> again = post("/v1/lane/grants", grant);
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("challenge-over"), again.body());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aGrantIsOverTwoSecondsAfterItsChallenge() throws Exception {
        LaneGrant grant = grant(challenge(), PAIRED);
        clock.addAndGet(2_000_000_000L);
        assertEquals(409, post("/v1/lane/grants", grant).statusCode());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aStrangersGrantIsRefused() throws Exception {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = 1;
        HttpResponse<String> answer = post("/v1/lane/grants", grant(challenge(), SigningKey.fromSeed(seed)));
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("not-paired"), answer.body());
        assertEquals(LaneState.LOCKED, lane.state());
    }

    @Test
    void aLaneThatIsTakenSaysSo() throws Exception {
        opened(grant(challenge(), PAIRED));
        GrantRoutes.Opened second = opened(grant(challenge(), PAIRED));
        assertEquals("refused", second.answer());
        assertEquals(Optional.of("busy"), second.why());
    }

    @Test
    void whatIsNoGrantIsRefusedAsSuch() throws Exception {
        assertEquals(400, post("/v1/lane/grants", "open").statusCode());
        assertEquals(400, post("/v1/lane/grants", List.of()).statusCode());
        LaneGrant sound = grant(challenge(), PAIRED);
        Map<String, Object> upwards = Map.of(
                "lane",
                "a-1",
                "challenge",
                sound.challenge(),
                "direction",
                "up",
                "lifeMs",
                2_000,
                "signature",
                sound.signature());
        assertEquals(400, post("/v1/lane/grants", upwards).statusCode());
        LaneGrant outwards = new LaneGrant("a-1", sound.challenge(), "out", 2_000, sound.signature());
        assertEquals(403, post("/v1/lane/grants", outwards).statusCode());
    }

    @Test
    void whatIsTakenBackInTimeLocksTheLaneAgain() throws Exception {
        LaneChallenge unused = challenge();
        assertEquals("never-used", withdrawn(unused));
        assertEquals(409, post("/v1/lane/grants", grant(unused, PAIRED)).statusCode());

        LaneChallenge used = challenge();
        opened(grant(used, PAIRED));
        assertEquals("cancelled", withdrawn(used));
        assertEquals(LaneState.LOCKED, lane.state());
        await("grant-cancelled");
        assertEquals("too-late", withdrawn(used));
        assertEquals("unknown", withdrawn(new LaneChallenge("a-1", "0".repeat(32))));
    }

    @Test
    void newsAreTheSameEventsOnTheReadersClock() throws Exception {
        lane.simulate(SimulatedAct.JUMP);
        await("forced");
        lane.simulate(SimulatedAct.FIRE);
        await("fire-alarm");
        LanePage page = page(0, 0);
        assertEquals("free", page.lane().state());
        assertEquals(lane.view(), page.lane().view());
        long now = System.nanoTime();
        for (LaneNews news : page.news()) {
            var event = news.event(7, now).orElseThrow();
            assertEquals(news, LaneNews.of(news.number(), event, news.challenge(), now));
        }
    }

    @Test
    void newsOfAnotherLifeBeginAnew() throws Exception {
        lane.simulate(SimulatedAct.JUMP);
        await("forced");
        LanePage page = Json.read(get("/v1/lane/news?boot=another&after=99&waitMs=20000"), LanePage.class);
        assertEquals(BOOT, page.boot());
        assertEquals(1, page.news().getFirst().number());
    }

    private LaneChallenge challenge() throws Exception {
        return Json.read(post("/v1/lane/challenges", "").body(), LaneChallenge.class);
    }

    private static LaneGrant grant(LaneChallenge asked, SigningKey key) {
        return LaneGrant.sign(asked, Direction.IN, 2_000, key);
    }

    private GrantRoutes.Opened opened(LaneGrant grant) throws Exception {
        HttpResponse<String> answer = post("/v1/lane/grants", grant);
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.read(answer.body(), GrantRoutes.Opened.class);
    }

    private String withdrawn(LaneChallenge asked) throws Exception {
        HttpRequest request =
                request("/v1/lane/grants/" + asked.challenge()).DELETE().build();
        String body = client.send(request, BodyHandlers.ofString()).body();
        return Json.read(body, GrantRoutes.Withdrawn.class).answer();
    }

    /** Listens until this kind of news has come; the test's own patience ends it. */
    private LaneNews await(String event) throws Exception {
        long after = 0;
        List<LaneNews> all = new ArrayList<>();
        for (int pages = 0; pages < 30; pages++) {
            LanePage page = page(after, 1_000);
            after = page.last();
            all.addAll(page.news());
            Optional<LaneNews> found =
                    all.stream().filter(news -> news.event().equals(event)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no " + event + " among " + all);
    }

    private LanePage page(long after, int waitMs) throws Exception {
        return Json.read(
                get("/v1/lane/news?boot=%s&after=%d&waitMs=%d".formatted(BOOT, after, waitMs)), LanePage.class);
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private HttpResponse<String> post(String path, Object body) throws Exception {
        return client.send(
                request(path).POST(BodyPublishers.ofString(Json.text(body))).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shell.port() + path));
    }
}
