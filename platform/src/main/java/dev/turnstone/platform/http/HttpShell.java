package dev.turnstone.platform.http;

import dev.turnstone.platform.app.StartFailure;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.metrics.Metrics;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP listener with what every one of them needs: request ids and access log, problems, health, metrics, assets,
 * TLS, bounds, a graceful stop. The features bring their routes.
 */
public final class HttpShell implements AutoCloseable {
    private final WebServer server;
    private final boolean tls;

    private HttpShell(WebServer server, boolean tls) {
        this.server = server;
        this.tls = tls;
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    public int port() {
        return server.port();
    }

    /** As this machine reaches it. */
    public URI uri() {
        return URI.create("%s://localhost:%d".formatted(tls ? "https" : "http", port()));
    }

    @Override
    public void close() {
        server.stop();
    }

    /** What a listener is made of. */
    public static final class Builder {
        private final String name;
        private String host = "127.0.0.1";
        private int port;
        private Optional<Tls> tls = Optional.empty();
        private ContentPolicy policy = ContentPolicy.strict();
        private boolean strictUris = true;
        private @Nullable Health health;
        private @Nullable Metrics metrics;
        private Consumer<HttpRules> routes = rules -> {};

        private Builder(String name) {
            this.name = name;
        }

        /** Port 0: any free one. */
        public Builder listen(String address, int number) {
            host = address;
            port = number;
            return this;
        }

        public Builder tls(Identity identity, ClientAuth clients) {
            tls = Optional.of(Tls.builder()
                    .sslContext(identity.sslContext())
                    .clientAuth(
                            switch (clients) {
                                case NONE -> TlsClientAuth.NONE;
                                case REQUIRED -> TlsClientAuth.REQUIRED;
                            })
                    .build());
            return this;
        }

        public Builder health(Health reported) {
            health = reported;
            return this;
        }

        public Builder metrics(Metrics reported) {
            metrics = reported;
            return this;
        }

        public Builder policy(ContentPolicy allowed) {
            policy = allowed;
            return this;
        }

        /** For callers that write brackets into a query as they are, which RFC 3986 does not allow. */
        public Builder lenientUris() {
            strictUris = false;
            return this;
        }

        /** May be called once a feature; routes are tried in the order given. */
        public Builder routes(Consumer<HttpRules> more) {
            routes = routes.andThen(more);
            return this;
        }

        public HttpShell start() {
            WebServer server = WebServer.builder()
                    .update(this::listener)
                    .routing(this::routing)
                    .build();
            server.start();
            if (!server.isRunning()) {
                throw new StartFailure(
                        "Port %d on %s, wanted for %s, is not to be had.".formatted(port, host, name),
                        "Stop the program that uses it, or choose another port.");
            }
            return new HttpShell(server, tls.isPresent());
        }

        private void listener(WebServerConfig.Builder config) {
            config.host(host)
                    .port(port)
                    .shutdownHook(false)
                    .shutdownGracePeriod(Duration.ofSeconds(2))
                    // Without it small answers wait for an acknowledgement: 680/s against 11,800/s.
                    .connectionOptions(options -> options.tcpNoDelay(true));
            tls.ifPresent(config::tls);
            if (!strictUris) {
                config.addProtocol(Http1Config.builder().validatePrologue(false).build());
            }
        }

        private void routing(HttpRouting.Builder routing) {
            String allowed = policy.header();
            routing.addFilter(new RequestIds());
            routing.addFilter((chain, req, res) -> {
                res.header("Content-Security-Policy", allowed)
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Referrer-Policy", "strict-origin-when-cross-origin");
                chain.proceed();
            });
            routing.error(Throwable.class, (req, res, thrown) -> {
                if (!Problems.isDisconnect(thrown)) {
                    Problems.answer(req, res, thrown);
                }
            });
            routing.get("/assets/*", AssetRoutes::serve);
            if (health != null) {
                new HealthRoutes(name, health).routing(routing);
            }
            if (metrics != null) {
                Metrics figures = metrics;
                routing.get(
                        "/metrics",
                        (req, res) -> Reply.text(res, "text/plain; version=0.0.4; charset=utf-8", figures.text()));
            }
            routes.accept(routing);
        }
    }
}
