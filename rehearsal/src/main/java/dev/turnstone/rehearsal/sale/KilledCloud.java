package dev.turnstone.rehearsal.sale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.guest.Shop;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import dev.turnstone.rehearsal.stripe.StripeSettings;
import dev.turnstone.rehearsal.stripe.StripeStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The real program, ended by SIGKILL in the middle of a crowd's purchases, over one database and one stand-in. */
final class KilledCloud {
    private static final String SECRET_KEY = "sk_test_torture";
    private static final String WEBHOOK_SECRET = "whsec_torture";
    private static final int CROWD = 6;
    private static final int LONGEST_LIFE_MS = 2_500;
    private static final Duration STARTING = Duration.ofMinutes(2);
    private static final Duration RECOVERING = Duration.ofMinutes(1);

    private final SaleHouse house;
    private final InstantSource clock;
    private final SplittableRandom random;
    private final URI cloud;

    KilledCloud(SaleHouse house, long seed, InstantSource clock) throws IOException {
        this.house = house;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.cloud = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** So many lives, each ended by a kill, and a last one that may put everything right. */
    List<String> live(int kills) throws IOException, InterruptedException {
        Event event = house.evening(100_000, 8, clock.instant());
        var settings = new StripeSettings(
                "127.0.0.1",
                0,
                SECRET_KEY,
                "pk_test_torture",
                WEBHOOK_SECRET,
                cloud.resolve("/api/v1/payments/webhook"),
                Optional.empty());
        try (var stripe = StripeStandIn.start(settings);
                var web = new Web();
                var http = HttpClient.newHttpClient()) {
            Path config = config(stripe.uri());
            var shop = new Shop(web, cloud, stripe.uri());
            for (int kill = 0; kill < kills; kill++) {
                Process life = started(config, web);
                oneLife(life, shop, event.slug());
            }
            Process last = started(config, web);
            try {
                return recovered(http, stripe.uri(), event);
            } finally {
                last.destroyForcibly().waitFor();
            }
        }
    }

    private void oneLife(Process life, Shop shop, String event) throws InterruptedException {
        var over = new AtomicBoolean();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guest = 0; guest < CROWD; guest++) {
                crowd.execute(() -> {
                    while (!over.get()) {
                        buy(shop, event);
                    }
                });
            }
            Thread.sleep(random.nextInt(100, LONGEST_LIFE_MS));
            life.destroyForcibly().waitFor();
            over.set(true);
        }
    }

    private static void buy(Shop shop, String event) {
        try {
            shop.pay(shop.hold(event, "Ana López", "ana@example.com"));
        } catch (Disappointed e) {
            // As planned: nobody is there any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> recovered(HttpClient http, URI stripe, Event event) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + RECOVERING.toNanos();
        List<String> wrong = audit(http, stripe, event);
        while (!wrong.isEmpty() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(500);
            wrong = audit(http, stripe, event);
        }
        return wrong;
    }

    private List<String> audit(HttpClient http, URI stripe, Event event) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> charges = charges(http, stripe);
        charges.forEach((order, times) -> {
            if (times > 1) {
                wrong.add("order " + order + " was charged " + times + " times");
            }
            if (count("orders where id = ? and state = 'confirmed'", UUID.fromString(order)) == 0) {
                wrong.add("paid without tickets: order " + order);
            }
        });
        long confirmed = count("orders where event_id = ? and state = 'confirmed'", event.id());
        if (confirmed > charges.size()) {
            wrong.add(confirmed + " orders have tickets and " + charges.size() + " were paid");
        }
        long tickets = count("ticket where event_id = ?", event.id());
        if (tickets != confirmed) {
            wrong.add(confirmed + " orders of one ticket each have " + tickets + " tickets");
        }
        return wrong;
    }

    private long count(String from, Object argument) {
        return house.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + from)
                        .bind(0, argument)
                        .mapTo(Long.class)
                        .one());
    }

    /** Of each order how often money was taken for it, in the stand-in's own words. */
    private static Map<String, Integer> charges(HttpClient http, URI stripe) throws IOException, InterruptedException {
        Map<String, Integer> charges = new HashMap<>();
        String after = "";
        boolean more = true;
        while (more) {
            HttpRequest request = HttpRequest.newBuilder(stripe.resolve("/v1/charges?limit=100" + after))
                    .header("Authorization", "Bearer " + SECRET_KEY)
                    .build();
            JsonNode page =
                    Json.read(http.send(request, BodyHandlers.ofByteArray()).body(), JsonNode.class);
            for (JsonNode charge : page.path("data")) {
                charges.merge(charge.path("metadata").path("order").asText(), 1, Integer::sum);
                after = "&starting_after=" + charge.path("id").asText();
            }
            more = page.path("has_more").asBoolean();
        }
        return charges;
    }

    private Process started(Path config, Web web) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(house.folder().resolve("tmp"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.turnstone.cloud.app.Main",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        house.folder().resolve("cloud.log").toFile()))
                .start();
        long deadlineNanos = System.nanoTime() + STARTING.toNanos();
        while (!answers(web)) {
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                process.destroyForcibly();
                throw new IOException("the cloud did not start; see cloud.log in " + house.folder());
            }
            Thread.sleep(100);
        }
        return process;
    }

    private boolean answers(Web web) throws InterruptedException {
        try {
            web.page(cloud.resolve("/health/ready"));
            return true;
        } catch (Disappointed e) {
            return false;
        }
    }

    private Path config(URI stripe) throws IOException {
        Path master = house.folder().resolve("master.key");
        Files.writeString(master, HexFormat.of().formatHex(SaleHouse.MASTER));
        return Files.writeString(house.folder().resolve("cloud.yaml"), """
                http: { host: 127.0.0.1, port: %d }
                public-uri: %s
                data: %s
                database: { mode: external, uri: "jdbc:postgresql://localhost:%d/postgres", user: postgres, password: none }
                stripe:
                  secret-key: %s
                  publishable-key: pk_test_torture
                  webhook-secret: %s
                  api-base: %s
                  calls-per-second: 1000
                issuing: { master-key-file: %s }
                """.formatted(
                        cloud.getPort(),
                        cloud,
                        house.folder().resolve("cloud"),
                        house.port(),
                        SECRET_KEY,
                        WEBHOOK_SECRET,
                        stripe,
                        master));
    }
}
