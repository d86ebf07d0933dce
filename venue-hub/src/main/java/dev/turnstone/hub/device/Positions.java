package dev.turnstone.hub.device;

import dev.turnstone.platform.http.Problem;
import io.helidon.webserver.http.ServerRequest;

/** From where on a device asks. */
final class Positions {
    private Positions() {}

    static long after(ServerRequest req) {
        try {
            long position =
                    Long.parseLong(req.query().first("after").asOptional().orElse("0"));
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a negative one.
        }
        throw Problem.invalid("What changed is read from a position on.")
                .at("after", "must be 0 or more")
                .asException();
    }
}
