package dev.turnstone.rehearsal.mailbox;

import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.rehearsal.mailbox.Message.Attachment;
import dev.turnstone.rehearsal.misbehave.MisbehaviourRoutes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the messages are read: by a person on a page, by a script as JSON. */
final class MailboxPages {
    private static final int SHOWN = 200;
    private static final Pattern CID = Pattern.compile("cid:([^\"'\\s)>]+)");

    /** A message is somebody else's HTML: it may show itself, and neither run nor reach anything of ours. */
    private static final String QUARANTINE = "default-src 'none'; img-src 'self' data: http: https:;"
            + " style-src 'unsafe-inline'; font-src data: https:; form-action 'none'; base-uri 'self';"
            + " frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private final Post post;
    private final MisbehaviourRoutes<Fault> switches;

    MailboxPages(Post post, MisbehaviourRoutes<Fault> switches) {
        this.post = post;
        this.switches = switches;
    }

    void routing(HttpRules rules) {
        rules.get("/", (_, res) -> page(res, Optional.empty()))
                .get("/list", this::list)
                .get(
                        "/messages",
                        (_, res) -> Reply.json(
                                res, post.newestFirst().stream().map(Listed::of).toList()))
                .delete("/messages", (_, res) -> {
                    post.clear();
                    Reply.noContent(res);
                })
                .post("/clear", (_, res) -> {
                    post.clear();
                    Reply.seeOther(res, URI.create("/"));
                })
                .get("/messages/{id}", this::message)
                .get("/messages/{id}/body", this::body)
                .get("/messages/{id}/attachments/{number}", this::attachment);
    }

    private void page(ServerResponse res, Optional<Message> open) {
        Map<String, Object> model = new HashMap<>();
        model.put("inbox", inbox(open.map(Message::id).orElse("")));
        model.put("open", open.map(Letter::of).orElse(null));
        model.put("switches", switches.rows());
        Reply.html(
                res,
                PageShell.titled(open.map(Message::subject).orElse("Mailbox"))
                        .style("/assets/rehearsal/standin.css")
                        .style("/assets/rehearsal/mailbox/mailbox.css")
                        .script("/assets/turnstone/busy.js")
                        .script("/assets/rehearsal/live.js")
                        .render(Templates.render("rehearsal/mailbox/mailbox.jte", model)));
    }

    private Inbox inbox(String open) {
        long version = post.version();
        List<Letter> letters =
                post.newestFirst().stream().limit(SHOWN).map(Letter::of).toList();
        return new Inbox(String.valueOf(version), open, letters);
    }

    private void list(ServerRequest req, ServerResponse res) {
        Inbox inbox = inbox(req.query().first("open").orElse(""));
        if (req.query().first("seen").orElse("").equals(inbox.version())) {
            Reply.noContent(res);
            return;
        }
        Reply.html(res, Templates.render("rehearsal/mailbox/inbox.jte", Map.of("inbox", inbox)));
    }

    private void message(ServerRequest req, ServerResponse res) {
        Message message = found(req);
        boolean page = req.headers()
                .value(HeaderNames.ACCEPT)
                .filter(accept -> accept.contains("text/html"))
                .isPresent();
        if (page) {
            page(res, Optional.of(message));
        } else {
            Reply.json(res, Listed.of(message));
        }
    }

    private void body(ServerRequest req, ServerResponse res) {
        Message message = found(req);
        String html = message.html();
        if (html == null) {
            throw Problem.notFound("This message is plain text.").asException();
        }
        res.header("Content-Security-Policy", QUARANTINE);
        // Links leave the frame: a ticket opens in a tab of its own.
        Reply.html(res, "<base target=\"_blank\">" + withImages(message, html));
    }

    /** Points each {@code cid:} at the attachment it names, as a reader's mail program does. */
    static String withImages(Message message, String html) {
        return CID.matcher(html).replaceAll(found -> {
            for (int number = 0; number < message.attachments().size(); number++) {
                if (found.group(1).equals(message.attachments().get(number).contentId())) {
                    return Matcher.quoteReplacement("/messages/" + message.id() + "/attachments/" + number);
                }
            }
            return Matcher.quoteReplacement(found.group());
        });
    }

    private void attachment(ServerRequest req, ServerResponse res) {
        List<Attachment> files = found(req).attachments();
        int number = number(req.path().pathParameters().get("number"));
        if (number < 0 || number >= files.size()) {
            throw Problem.notFound("This message has no such file.").asException();
        }
        Attachment file = files.get(number);
        boolean shown = file.contentType().startsWith("image/");
        String name = file.filename().replaceAll("[^A-Za-z0-9._ -]", "_");
        res.header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("Content-Disposition", (shown ? "inline" : "attachment") + "; filename=\"" + name + "\"");
        Reply.bytes(res, file.contentType(), file.content());
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }

    private Message found(ServerRequest req) {
        return post.find(req.path().pathParameters().get("id"))
                .orElseThrow(() -> Problem.notFound("There is no such message.").asException());
    }
}
