package dev.turnstone.hub.page;

import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Theme;
import dev.turnstone.platform.text.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/** One page of the hub: in the language and on the ground that its reader has chosen. */
public final class HubPage {
    private static final Messages MESSAGES = Messages.bundle("hub");
    private static final Duration A_YEAR = Duration.ofDays(365);

    private HubPage() {}

    public static Messages.Texts texts(ServerRequest req) {
        return MESSAGES.in(Caller.language(req));
    }

    /** Dark unless somebody wished otherwise: most of its readers stand in a dark room. */
    public static Theme theme(ServerRequest req) {
        return req.headers()
                        .cookies()
                        .first("theme")
                        .asOptional()
                        .filter("light"::equals)
                        .isPresent()
                ? Theme.LIGHT
                : Theme.DARK;
    }

    public static PageShell titled(ServerRequest req, String title) {
        return PageShell.titled(title)
                .language(Caller.language(req))
                .theme(theme(req))
                .style("/assets/hub/hub.css")
                .style("/assets/hub/staff.css")
                .bodyClass("hub");
    }

    /** {@code ?lang=es} and {@code ?theme=light} are wishes to be remembered, not addresses. */
    public static boolean wished(ServerRequest req, ServerResponse res) {
        boolean language = remembered(req, res, "lang");
        boolean theme = remembered(req, res, "theme");
        return language || theme;
    }

    private static boolean remembered(ServerRequest req, ServerResponse res, String wish) {
        Optional<String> value = req.query().first(wish).asOptional().filter(word -> word.matches("[a-z]{2,8}"));
        value.ifPresent(word -> res.headers()
                .add(
                        HeaderNames.SET_COOKIE,
                        SetCookie.builder(wish, word)
                                .path("/")
                                .maxAge(A_YEAR)
                                .sameSite(SetCookie.SameSite.LAX)
                                .build()
                                .toString()));
        return value.isPresent();
    }
}
