package dev.turnstone.cloud.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.contract.Contract;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.cloud.testing.AtOnce;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedTest {
    private final TestCloud cloud = new TestCloud(10);
    private final Feed feed = new Feed(cloud.jdbi);
    private final UUID venue = cloud.event.venueId();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aSlowTransactionsChangeIsNumberedWhenItCommitsAndNeverSkipped() {
        feedAll();
        long before = head();
        try (var slow = cloud.jdbi.open()) {
            slow.begin();
            Changes.write(slow, venue, Changes.Kind.PASS, "{\"slow\":true}", TestCloud.NOW);
            for (int quick = 0; quick < 5; quick++) {
                cloud.jdbi.useTransaction(
                        handle -> Changes.write(handle, venue, Changes.Kind.PASS, "{}", TestCloud.NOW));
            }
            feedAll();
            assertEquals(before + 5, head());
            slow.commit();
        }
        feedAll();

        List<Feed.Entry> last = feed.after(venue, before + 5).entries();
        assertEquals(1, last.size());
        assertTrue(last.getFirst().body().contains("slow"));
    }

    @Test
    void aReaderThatFollowsWhileManyWriteSeesEveryChangeOnceAndInOrder() throws Exception {
        int writers = 8;
        int each = 25;
        AtOnce.all(2 * writers, writer -> () -> {
            for (int change = 0; change < each; change++) {
                if (writer % 2 == 0) {
                    cloud.jdbi.useTransaction(
                            handle -> Changes.write(handle, venue, Changes.Kind.PASS, "{}", TestCloud.NOW));
                } else {
                    feedAll();
                }
            }
            return writer;
        });
        feedAll();

        List<Long> positions = feed.after(venue, 0).entries().stream()
                .map(Feed.Entry::position)
                .toList();
        // The venue's keys and its sheet came first.
        int expected = 2 + writers * each;
        assertEquals(LongStream.rangeClosed(1, expected).boxed().toList(), positions);
        assertEquals(expected, head());
    }

    @Test
    void aHubReadsItsFeedWithItsTokenAndVerifiesWhatIsSigned() throws Exception {
        cloud.jdbi.useTransaction(handle -> Feed.admit(handle, venue, "the hub's token", TestCloud.NOW));
        feedAll();
        var bell = new Bell();
        try (HttpShell server = HttpShell.named("feed")
                        .listen("127.0.0.1", 0)
                        .routes(rules -> rules.register(new FeedRoutes(feed, bell)))
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            assertEquals(401, get(http, server, "0", "another token").statusCode());
            assertEquals(400, get(http, server, "-1", "the hub's token").statusCode());

            String answer = get(http, server, "0", "the hub's token").body();
            Contract.requireValid("FeedPage", answer);
            JsonNode page = Json.mapper().readTree(answer);
            assertEquals(2, page.path("entries").size());
            assertEquals(2, page.path("head").asLong());
            for (JsonNode entry : page.path("entries")) {
                SignedSetting setting = Json.read(entry.path("body").toString(), SignedSetting.class);
                assertTrue(setting.verified(cloud.settingsKey.publicKey()).isPresent());
            }
        }
    }

    @Test
    void aHubThatWaitsIsAnsweredAsSoonAsThereIsSomething() throws Exception {
        cloud.jdbi.useTransaction(handle -> Feed.admit(handle, venue, "token", TestCloud.NOW));
        feedAll();
        var bell = new Bell();
        try (HttpShell server = HttpShell.named("feed")
                        .listen("127.0.0.1", 0)
                        .routes(rules -> rules.register(new FeedRoutes(feed, bell)))
                        .start();
                HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.sendAsync(request(server, "2&waitMs=20000", "token"), BodyHandlers.ofString());
            cloud.jdbi.useTransaction(handle -> Changes.write(handle, venue, Changes.Kind.PASS, "{}", TestCloud.NOW));
            feedAll();
            bell.ring();

            assertEquals(
                    1,
                    Json.mapper().readTree(answer.get().body()).path("entries").size());
        }
    }

    private void feedAll() {
        while (Feeder.feed(cloud.jdbi, TestCloud.NOW) > 0) {
            // Until nothing committed is left.
        }
    }

    private long head() {
        return feed.after(venue, 0).head();
    }

    private static HttpResponse<String> get(HttpClient http, HttpShell server, String after, String token)
            throws Exception {
        return http.send(request(server, after, token), BodyHandlers.ofString());
    }

    private static HttpRequest request(HttpShell server, String after, String token) {
        return HttpRequest.newBuilder(server.uri().resolve("/api/v1/hub/feed?after=" + after))
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
