package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.payment.WebhookRoutes;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.rehearsal.stripe.Signature;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Where webhooks are posted: the real route behind a real server, with a real signature. */
final class Postbox implements AutoCloseable {
    private static final String SECRET = "whsec_rehearsal";

    private final InstantSource clock;
    private final HttpShell server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Postbox(Jdbi database, InstantSource clock) {
        this.clock = clock;
        this.server = HttpShell.named("webhooks")
                .listen("127.0.0.1", 0)
                .routes(rules -> rules.register(new WebhookRoutes(database, SECRET, clock, () -> {})))
                .start();
    }

    /** Whether it was taken. The same news is the same event, however often it comes. */
    boolean deliver(PretendStripe.News news) {
        return deliver("evt_" + news.type() + "_" + news.intent(), news);
    }

    boolean deliver(String event, PretendStripe.News news) {
        String body = """
                {"id":"%s","object":"event","type":"%s","data":{"object":{"object":"payment_intent","id":"%s"}}}
                """.formatted(event, news.type(), news.intent());
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/payments/webhook"))
                .header("Content-Type", "application/json")
                .header("Stripe-Signature", Signature.header(SECRET, body, clock.instant()))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
