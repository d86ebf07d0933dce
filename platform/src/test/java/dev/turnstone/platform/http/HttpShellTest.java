package dev.turnstone.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.metrics.Metrics;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HttpShellTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final EventStream EVENTS = new EventStream();
    private static final AtomicReference<Status> BROKER = new AtomicReference<>(Status.up());
    private static HttpShell shell;

    record Order(int quantity, String name) {}

    @BeforeAll
    static void start() {
        var health = new Health();
        health.part("broker", BROKER::get);
        health.started();
        shell = HttpShell.named("test")
                .listen("127.0.0.1", 0)
                .health(health)
                .metrics(Metrics.withJvm())
                .routes(rules -> rules.post("/orders", (req, res) -> Reply.json(res, 201, Body.json(req, Order.class)))
                        .post(
                                "/form",
                                (req, res) -> Reply.json(res, Body.form(req).integer("n", 1, 9)))
                        .get("/broken", (req, res) -> {
                            throw new IllegalStateException("a secret detail");
                        })
                        .get("/events", EVENTS::serve))
                .start();
    }

    @AfterAll
    static void stop() {
        EVENTS.close();
        shell.close();
    }

    @Test
    void aGoodBodyIsAnsweredWithTheCallersRequestId() throws Exception {
        var answer = post("/orders", "{\"quantity\":2,\"name\":\"Añejo\"}", "X-Request-Id", "abcd-1234");
        assertEquals(201, answer.statusCode());
        assertEquals(new Order(2, "Añejo"), Json.read(answer.body(), Order.class));
        assertEquals("abcd-1234", answer.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void aWrongFieldIsNamedByItsPath() throws Exception {
        var answer = post("/orders", "{\"quantity\":\"many\",\"name\":\"x\"}");
        assertEquals(400, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        var problem = Json.read(answer.body(), Map.class);
        assertEquals("urn:turnstone:problem:invalid", problem.get("type"));
        assertTrue(answer.body().contains("/quantity"), answer.body());
    }

    @Test
    void aMissingFieldIsNamedByItsPath() throws Exception {
        var answer = post("/orders", "{\"quantity\":1}");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("/name"), answer.body());
    }

    @Test
    void aFormFieldOutOfRangeIsNamed() throws Exception {
        var answer = post("/form", "n=10");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("must be a whole number from 1 to 9"), answer.body());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAsSuch() throws Exception {
        assertEquals(413, post("/orders", "x".repeat(30_000_000)).statusCode());
    }

    @Test
    void aFaultOfOursSaysNothingOfItsInsides() throws Exception {
        var answer = get("/broken");
        assertEquals(500, answer.statusCode());
        assertFalse(answer.body().contains("secret"), answer.body());
    }

    @Test
    void anUnknownAddressIsAProblemForProgramsAndAPageForPeople() throws Exception {
        assertEquals(404, get("/nowhere").statusCode());
        var page = get("/nowhere", "Accept", "text/html", "Accept-Language", "es-MX,es;q=0.9");
        assertEquals(404, page.statusCode());
        assertTrue(page.body().contains("Aquí no hay nada"), page.body());
    }

    @Test
    void aPartThatIsDownMakesTheServiceNotReadyButLive() throws Exception {
        BROKER.set(Status.down("the broker does not answer"));
        try {
            assertEquals(503, get("/health/ready").statusCode());
            assertTrue(get("/health").body().contains("the broker does not answer"));
            assertEquals(200, get("/health/live").statusCode());
        } finally {
            BROKER.set(Status.up());
        }
        assertEquals(200, get("/health/ready").statusCode());
    }

    @Test
    void metricsAreServedForPrometheus() throws Exception {
        assertTrue(get("/metrics").body().contains("jvm_memory_used_bytes"));
    }

    @Test
    void anAssetIsKeptForEverOnlyUnderTheAddressThatNamesItsContent() throws Exception {
        var plain = get("/assets/turnstone/turnstone.css");
        assertEquals(200, plain.statusCode());
        assertEquals("no-cache", plain.headers().firstValue("Cache-Control").orElseThrow());
        String tag = plain.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                get("/assets/turnstone/turnstone.css", "If-None-Match", tag).statusCode());
        var named = get("/assets/turnstone/turnstone.css?v=" + tag.replace("\"", ""));
        assertTrue(named.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
        assertEquals(200, get("/assets/turnstone/htmx.js").statusCode());
        assertEquals(404, get("/assets/../messages/platform_en.properties").statusCode());
    }

    @Test
    void aScreenThatComesLateIsGivenTheLatestAndThenWhatHappens() throws Exception {
        EVENTS.publishLatest("occupancy", Map.of("inside", 1284));
        var answer = CLIENT.send(request("/events").build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertEquals("{\"inside\":1284}", dataAfter(lines, "occupancy"));
            EVENTS.publish("passage", "A");
            assertEquals("\"A\"", dataAfter(lines, "passage"));
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        var failure = assertThrows(
                StartFailure.class,
                () -> HttpShell.named("second")
                        .listen("127.0.0.1", shell.port())
                        .start());
        assertTrue(failure.getMessage().contains(String.valueOf(shell.port())), failure.getMessage());
    }

    private static String dataAfter(BufferedReader lines, String event) throws Exception {
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.replace(" ", "").equals("event:" + event)) {
                return lines.readLine().replaceFirst("data: ?", "");
            }
        }
        throw new AssertionError("the stream ended before " + event);
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        return CLIENT.send(with(request(path), headers).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return CLIENT.send(
                with(request(path), headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shell.port() + path));
    }
}
