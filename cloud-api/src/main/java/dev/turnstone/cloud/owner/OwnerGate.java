package dev.turnstone.cloud.owner;

import dev.turnstone.platform.http.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Lets the owner's pages be seen by whoever has the owner's password. */
public final class OwnerGate {
    private final byte[] credentials;

    public OwnerGate(String password) {
        this.credentials = ("owner:" + password).getBytes(StandardCharsets.UTF_8);
    }

    void require(ServerRequest req, ServerResponse res) {
        boolean known = req.headers()
                .value(HeaderNames.AUTHORIZATION)
                .filter(value -> value.startsWith("Basic "))
                .map(value -> decoded(value.substring("Basic ".length()).strip()))
                .filter(given -> MessageDigest.isEqual(given, credentials))
                .isPresent();
        if (!known) {
            res.header(HeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Turnstone, owner\", charset=\"UTF-8\"");
            throw Problem.unauthorized("This page is the owner's.").asException();
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
