package dev.turnstone.platform.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** A form of ours is sent from a page of ours: the browser itself says so, and no script can make it say otherwise. */
public final class SameSite {
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");

    private SameSite() {}

    public static void require(ServerRequest req) {
        String site = req.headers().value(SITE).orElse("same-origin");
        if (!site.equals("same-origin") && !site.equals("none")) {
            throw Problem.forbidden("This form was sent from another site.").asException();
        }
    }
}
