package dev.turnstone.cloud.mail;

import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The built-in inbox: every letter that no provider carried, as its reader would see it. */
public final class KeptRoutes implements HttpService {
    private static final int MOST_LISTED = 100;

    /** A letter brings its own styles, and may do nothing else. */
    private static final String LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox "
            + "allow-popups allow-top-navigation-by-user-activation; frame-ancestors 'self'";

    private final Jdbi database;

    public KeptRoutes(Jdbi database) {
        this.database = database;
    }

    /** One letter in the list. */
    public record Kept(UUID id, String recipient, String subject, String at) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/inbox", this::list);
        rules.get("/inbox/{id}", this::letter);
    }

    private void list(ServerRequest req, ServerResponse res) {
        List<Kept> kept = database.withHandle(handle -> handle.createQuery(
                        "select id, recipient, subject, kept_at from mail_kept order by kept_at desc limit :limit")
                .bind("limit", MOST_LISTED)
                .map((row, context) -> new Kept(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant().toString()))
                .list());
        Reply.html(
                res,
                PageShell.titled("Inbox")
                        .style("/assets/cloud/cloud.css")
                        .render(Templates.render("cloud/inbox.jte", Map.of("letters", kept))));
    }

    private void letter(ServerRequest req, ServerResponse res) {
        UUID id = id(req);
        String html = database.withHandle(handle -> handle.createQuery("select html from mail_kept where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne())
                .orElseThrow(() -> Problem.notFound("There is no such letter.").asException());
        res.header("Content-Security-Policy", LETTER_POLICY);
        Reply.html(res, html);
    }

    private static UUID id(ServerRequest req) {
        try {
            return UUID.fromString(req.path().pathParameters().get("id"));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("There is no such letter.").asException();
        }
    }
}
