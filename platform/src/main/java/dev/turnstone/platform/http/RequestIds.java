package dev.turnstone.platform.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Gives each request its id, taken over from the caller where it brought one: into every log line, the answer, and what
 * is called on its behalf, so that one purchase can be followed from the cloud to the gate. Writes the access log.
 */
final class RequestIds implements Filter {
    static final String KEY = "requestId";

    private static final HeaderName HEADER = HeaderNames.create("X-Request-Id");
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    /** A long name in an address is one that must not be guessed, such as an order's: whoever reads logs may not know it. */
    private static final Pattern SECRET = Pattern.compile("/[A-Za-z0-9_-]{22,}(?=/|$)");

    private static final Logger ACCESS = LoggerFactory.getLogger("access");
    private static final SecureRandom RANDOM = new SecureRandom();

    static String of(ServerRequest req) {
        return req.context().get(KEY, String.class).orElse("");
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
        long startNanos = System.nanoTime();
        String id = req.headers()
                .value(HEADER)
                .filter(value -> ACCEPTABLE.matcher(value).matches())
                .orElseGet(RequestIds::fresh);
        req.context().register(KEY, id);
        res.header(HEADER, id);
        res.whenSent(() -> log(req, res, id, startNanos));
        try (var ignored = MDC.putCloseable(KEY, id)) {
            chain.proceed();
        }
    }

    private static void log(RoutingRequest req, RoutingResponse res, String id, long startNanos) {
        String path = req.path().path();
        if (path.startsWith("/health") || path.startsWith("/metrics") || path.startsWith("/assets/")) {
            return;
        }
        long tookMicros = (System.nanoTime() - startNanos) / 1_000;
        try (var ignored = MDC.putCloseable(KEY, id)) {
            ACCESS.info(
                    "{} {} {} {} ms",
                    req.prologue().method(),
                    SECRET.matcher(path).replaceAll("/…"),
                    res.status().code(),
                    "%.1f".formatted(tookMicros / 1_000.0));
        }
    }

    private static String fresh() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
