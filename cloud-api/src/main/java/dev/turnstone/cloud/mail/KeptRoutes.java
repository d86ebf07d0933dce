package dev.turnstone.cloud.mail;

import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/**
 * The built-in inbox: every letter that no provider carried, as its reader would see it. Letters hold tickets, so they
 * are shown only to a browser on this machine that asks this machine by name: not through a proxy, and not to a page
 * whose own name was pointed here.
 */
public final class KeptRoutes implements HttpService {
    private static final int MOST_LISTED = 100;

    /** A letter brings its own styles, and may do nothing else. */
    private static final String LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox "
            + "allow-popups allow-top-navigation-by-user-activation; frame-ancestors 'self'";

    private static final Pattern HERE =
            Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    /** What a proxy says of whom it asks for; beside them everything that begins with X-Forwarded-. */
    private static final Set<String> OF_A_PROXY = Set.of("forwarded", "via", "x-real-ip");

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

    /** Whether a host, with or without its port, names this machine and no other. */
    public static boolean isHere(String authority) {
        return HERE.matcher(authority).matches();
    }

    private static void requireHere(ServerRequest req) {
        boolean here =
                req.headers().value(HeaderNames.HOST).filter(KeptRoutes::isHere).isPresent();
        boolean carried = req.headers().stream()
                .map(header -> header.headerName().lowerCase())
                .anyMatch(name -> OF_A_PROXY.contains(name) || name.startsWith("x-forwarded-"));
        if (!here || carried) {
            throw Problem.notFound("There is no such page.").asException();
        }
    }

    private void list(ServerRequest req, ServerResponse res) {
        requireHere(req);
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
        requireHere(req);
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
