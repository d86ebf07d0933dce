package dev.turnstone.rehearsal.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A shop's page on an origin of its own, under a policy as strict as ours, that pays the way the purchase page does. */
final class PurchasePage implements AutoCloseable {
    private static final String SCRIPT = """
            const asked = new URLSearchParams(location.search);
            const stripe = Stripe(asked.get('key'));
            const elements = stripe.elements({
              clientSecret: asked.get('secret'), locale: asked.get('locale') ?? 'en', appearance: { theme: asked.get('theme') ?? 'night' },
            });
            const payment = elements.create('payment');
            payment.on('ready', () => { document.body.dataset.ready = 'true'; });
            payment.on('change', (event) => { document.body.dataset.complete = String(event.complete); });
            payment.mount('#payment');
            document.querySelector('#pay').addEventListener('click', async () => {
              const said = document.querySelector('#said');
              said.textContent = 'paying';
              const valid = await elements.submit();
              const { error, paymentIntent } = valid.error ? valid : await stripe.confirmPayment({
                elements, redirect: asked.get('redirect') ?? 'if_required',
                confirmParams: {
                  return_url: location.origin + '/thanks',
                  payment_method_data: { billing_details: { name: 'Ana', email: 'ana@example.com' } },
                },
              });
              said.textContent = error ? error.type + ': ' + error.message : paymentIntent.status;
            });
            """;

    private final HttpServer server;
    private final URI standIn;

    private PurchasePage(HttpServer server, URI standIn) {
        this.server = server;
        this.standIn = standIn;
    }

    static PurchasePage open(URI standIn) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PurchasePage page = new PurchasePage(server, standIn);
        server.createContext("/", page::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return page;
    }

    /**
     * @param more of the query, such as {@code &locale=es}
     */
    String paying(String clientSecret, String more) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/buy?key=" + Seller.PUBLISHABLE_KEY + "&secret="
                + clientSecret + more;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = path.equals("/buy.js") ? SCRIPT : html(path);
            exchange.getResponseHeaders()
                    .set("Content-Type", path.equals("/buy.js") ? "text/javascript" : "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'self'; style-src 'self'; script-src 'self' %1$s; frame-src %1$s; connect-src %1$s"
                                    .formatted(standIn));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String html(String path) {
        if (!path.equals("/buy")) {
            return "<!doctype html><title>Thanks</title><h1>Thanks</h1>";
        }
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Buy</title>
                <meta name="color-scheme" content="dark">
                <body><h1>Maguey</h1><div id="payment"></div><button id="pay">Pay</button><p id="said"></p>
                <script src="%s"></script><script src="/buy.js"></script>
                """.formatted(standIn.resolve("/stripe.js"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
