package dev.turnstone.platform.http;

import dev.turnstone.platform.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;

/** Sends an answer. Nothing is cached unless its handler said so first. */
public final class Reply {
    private Reply() {}

    public static void json(ServerResponse res, Object value) {
        json(res, 200, value);
    }

    public static void json(ServerResponse res, int status, Object value) {
        res.status(status);
        send(res, "application/json", Json.bytes(value));
    }

    public static void html(ServerResponse res, String html) {
        send(res, "text/html; charset=utf-8", html.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static void text(ServerResponse res, String contentType, String text) {
        send(res, contentType, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public static void bytes(ServerResponse res, String contentType, byte[] content) {
        send(res, contentType, content);
    }

    /** After a form: the browser asks for {@code target}, so that a reload repeats nothing. */
    public static void seeOther(ServerResponse res, URI target) {
        res.status(303).header(HeaderNames.LOCATION, target.toString());
        res.send();
    }

    public static void noContent(ServerResponse res) {
        res.status(204).send();
    }

    public static void accepted(ServerResponse res) {
        res.status(202).send();
    }

    private static void send(ServerResponse res, String contentType, byte[] content) {
        res.header(HeaderNames.CONTENT_TYPE, contentType);
        if (!res.headers().contains(HeaderNames.CACHE_CONTROL)) {
            res.header(HeaderNames.CACHE_CONTROL, "no-store");
        }
        res.send(content);
    }
}
