package dev.turnstone.kiosk.staff;

import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Theme;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** What the pages for staff have in common. */
final class StaffShell {
    private static final Messages MESSAGES = Messages.bundle("staff");
    private static final Duration A_YEAR = Duration.ofDays(365);

    private StaffShell() {}

    static PageShell page(Messages.Texts texts, String gateName) {
        return PageShell.titled(texts.get("page.title", gateName))
                .language(texts.language())
                .theme(Theme.DARK)
                .style("/assets/kiosk/staff.css")
                .bodyClass("staff");
    }

    static Messages.Texts texts(ServerRequest req) {
        return MESSAGES.in(Caller.language(req));
    }

    /** The language that was asked for by a link. */
    static void remember(ServerRequest req, ServerResponse res) {
        req.query()
                .first("lang")
                .asOptional()
                .flatMap(Language::ofTag)
                .ifPresent(language -> res.headers()
                        .add(
                                HeaderNames.SET_COOKIE,
                                SetCookie.builder("lang", language.tag())
                                        .path("/staff")
                                        .maxAge(A_YEAR)
                                        .sameSite(SetCookie.SameSite.LAX)
                                        .build()
                                        .toString()));
    }
}
