package dev.turnstone.rehearsal.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** The seller's end of the webhooks: answers as it was told to, and believes only what is signed. */
final class Shop implements AutoCloseable {
    static final String SECRET = "whsec_rehearsal";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpServer server;
    private final Queue<Integer> nextAnswers = new ConcurrentLinkedQueue<>();
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private final List<String> unsigned = new CopyOnWriteArrayList<>();

    private Shop(HttpServer server) {
        this.server = server;
    }

    static Shop open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Shop shop = new Shop(server);
        server.createContext("/webhook", shop::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return shop;
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/webhook");
    }

    /** The next deliveries are answered so, one each; after that, 200. */
    void answerNext(int... statuses) {
        for (int status : statuses) {
            nextAnswers.add(status);
        }
    }

    /** Every genuine delivery, whatever it was answered. */
    List<Event> received() {
        return received;
    }

    List<String> types() {
        return received.stream().map(Event::getType).toList();
    }

    List<String> unsigned() {
        return unsigned;
    }

    Event await(String type) {
        until(() -> types().contains(type), "the webhook " + type);
        return received.stream()
                .filter(event -> event.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE + " in vain for " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(5).toNanos());
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Stripe-Signature"));
            try {
                received.add(Webhook.constructEvent(body, signature, SECRET));
            } catch (SignatureVerificationException forged) {
                unsigned.add(body);
            }
            Integer status = nextAnswers.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
