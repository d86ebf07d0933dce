package dev.turnstone.platform.http;

import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.text.Language;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Who sent a request, as far as it can be told. */
public final class Caller {
    private Caller() {}

    /** The name in the client's certificate; TLS has proven that it holds the key. */
    public static Optional<String> commonName(ServerRequest req) {
        return certificate(req).flatMap(Identity::commonName);
    }

    public static Optional<X509Certificate> certificate(ServerRequest req) {
        return req.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0 && chain[0] instanceof X509Certificate)
                .map(chain -> (X509Certificate) chain[0]);
    }

    /** {@code ?lang=es}, then the cookie of that name, then what the browser prefers. */
    public static Language language(ServerRequest req) {
        Optional<String> chosen = req.query()
                .first("lang")
                .asOptional()
                .or(() -> req.headers().cookies().first("lang").asOptional());
        return Language.negotiate(chosen, req.headers().value(HeaderNames.ACCEPT_LANGUAGE));
    }

    public static String requestId(ServerRequest req) {
        return RequestIds.of(req);
    }

    /** What follows {@code Bearer } in the Authorization header. */
    public static Optional<String> bearer(ServerRequest req) {
        return req.headers()
                .value(HeaderNames.AUTHORIZATION)
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()).strip());
    }
}
