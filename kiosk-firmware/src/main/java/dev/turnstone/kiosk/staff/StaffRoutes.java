package dev.turnstone.kiosk.staff;

import dev.turnstone.kiosk.print.SlipPdf;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.secret.Guard.Entry;
import dev.turnstone.platform.text.Messages;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The staff screen at this kiosk: sign in, see who stands there, decide. */
public final class StaffRoutes implements HttpService {
    private static final URI PAGE = URI.create("/staff");
    private static final String COOKIE = "kiosk-staff";

    private final StaffScreen screen;
    private final StaffDoing doing;

    public StaffRoutes(StaffScreen screen) {
        this.screen = screen;
        this.doing = new StaffDoing(screen);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/staff", this::page)
                .post("/staff/sign-in", this::signIn)
                .post("/staff/badge", this::badge)
                .post("/staff/lock", this::lock)
                .post("/staff/stay", this::stay)
                .get("/staff/events", this::events)
                .get("/staff/guest/{seq}", this::card)
                .post("/staff/look", this::look)
                .post("/staff/act", this::act)
                .post("/staff/print", this::print)
                .get("/staff/print/{seq}/{kind}", this::pdf);
    }

    // ---- who is there --------------------------------------------------------------------------------------------

    private void page(ServerRequest req, ServerResponse res) {
        StaffShell.remember(req, res);
        Optional<Person> person = signedIn(req);
        if (person.isEmpty()) {
            askForPin(req, res, Optional.empty(), "");
            return;
        }
        Messages.Texts texts = StaffShell.texts(req);
        Map<String, Object> shown = new HashMap<>();
        shown.put("board", screen.board(texts));
        shown.put("person", person.get());
        shown.put("gate", screen.gateName());
        shown.put("reasons", Reasons.ALL);
        Reply.html(
                res,
                StaffShell.page(texts, screen.gateName())
                        .script("/assets/kiosk/staff.js")
                        .data("lock-after", String.valueOf(screen.lockAfter().toSeconds()))
                        .data("lost", texts.get("page.lost"))
                        .data("failed", texts.get("page.failed"))
                        .data("locks-in", texts.get("page.locks-in", "{0}"))
                        .render(Templates.render("staff/desk.jte", shown)));
    }

    private void askForPin(ServerRequest req, ServerResponse res, Optional<String> fault, String chosen) {
        Messages.Texts texts = StaffShell.texts(req);
        StaffList.Reading people = screen.people().read();
        Map<String, Object> shown = new HashMap<>();
        shown.put("texts", texts);
        shown.put("gate", screen.gateName());
        shown.put("people", people.people());
        shown.put("file", screen.people().file().toString());
        shown.put("unreadable", people.fault().orElse(""));
        shown.put("fault", fault.orElse(""));
        shown.put("chosen", chosen);
        Reply.html(
                res,
                StaffShell.page(texts, screen.gateName())
                        .script("/assets/kiosk/staff-lock.js")
                        .render(Templates.render("staff/lock.jte", shown)));
    }

    private void signIn(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Form form = Body.form(req);
        String who = form.optional("staff").orElse("");
        String pin = form.optional("pin").orElse("");
        answer(req, res, screen.guard().enter(() -> screen.people().byPin(who, pin), now()), who);
    }

    private void badge(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        String badge = Body.form(req).optional("badge").orElse("");
        answer(req, res, screen.guard().enter(() -> screen.people().byBadge(badge), now()), "");
    }

    private void answer(ServerRequest req, ServerResponse res, Entry entry, String who) {
        Messages.Texts texts = StaffShell.texts(req);
        switch (entry) {
            case Entry.Opened opened -> {
                res.headers().add(HeaderNames.SET_COOKIE, cookie(opened.token(), Duration.ofHours(12)));
                Reply.seeOther(res, PAGE);
            }
            case Entry.Wrong wrong -> {
                res.status(403);
                askForPin(req, res, Optional.of(texts.get("lock.wrong", wrong.left())), who);
            }
            case Entry.TooOften often -> {
                long seconds = often.pause().plusMillis(999).toSeconds();
                res.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                askForPin(req, res, Optional.of(texts.get("lock.wait", seconds)), who);
            }
        }
    }

    private void lock(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        token(req).ifPresent(screen.guard()::leave);
        res.headers().add(HeaderNames.SET_COOKIE, cookie("", Duration.ZERO));
        Reply.seeOther(res, PAGE);
    }

    /** Somebody has touched the screen. */
    private void stay(ServerRequest req, ServerResponse res) {
        must(req);
        Reply.noContent(res);
    }

    // ---- what they see -------------------------------------------------------------------------------------------

    private void events(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        String token = token(req).orElse("");
        if (screen.guard().watches(token, now()).isEmpty()) {
            throw again(req);
        }
        Messages.Texts texts = StaffShell.texts(req);
        try (EventStream stream = new EventStream();
                StaffWatch watch = new StaffWatch(
                        () -> screen.board(texts),
                        stream,
                        () -> screen.guard().watches(token, now()).isPresent())) {
            stream.serve(req, res);
            watch.close();
        }
    }

    private void card(ServerRequest req, ServerResponse res) {
        must(req);
        Board board = screen.board(StaffShell.texts(req));
        Optional<Board.Card> card =
                StaffDoing.number(req.path().pathParameters().get("seq")).flatMap(board::card);
        if (card.isEmpty()) {
            throw Problem.notFound(StaffShell.texts(req).get("act.gone")).asException();
        }
        Reply.html(
                res,
                Templates.render("staff/card.jte", Map.of("board", board, "card", card.get(), "reasons", Reasons.ALL)));
    }

    // ---- what they do --------------------------------------------------------------------------------------------

    private void look(ServerRequest req, ServerResponse res) {
        must(req);
        Reply.json(res, doing.look(Body.form(req), StaffShell.texts(req)));
    }

    private void act(ServerRequest req, ServerResponse res) {
        Person person = must(req);
        Reply.json(res, doing.act(person, Body.form(req), StaffShell.texts(req)));
    }

    private void print(ServerRequest req, ServerResponse res) {
        must(req);
        Reply.json(res, doing.print(Body.form(req), StaffShell.texts(req)));
    }

    private void pdf(ServerRequest req, ServerResponse res) {
        must(req);
        var path = req.path().pathParameters();
        long seq = StaffDoing.number(path.get("seq"))
                .orElseThrow(() ->
                        Problem.notFound(StaffShell.texts(req).get("act.gone")).asException());
        res.header("Content-Disposition", "inline; filename=\"slip-%d.pdf\"".formatted(seq));
        Reply.bytes(res, "application/pdf", SlipPdf.of(doing.slip(seq, path.get("kind"), StaffShell.texts(req))));
    }

    private Person must(ServerRequest req) {
        SameSite.require(req);
        return signedIn(req).orElseThrow(() -> again(req));
    }

    private RuntimeException again(ServerRequest req) {
        return Problem.unauthorized(StaffShell.texts(req).get("lock.again")).asException();
    }

    private Optional<Person> signedIn(ServerRequest req) {
        return token(req).flatMap(token -> screen.guard().admits(token, now()));
    }

    private long now() {
        return screen.nanos().getAsLong();
    }

    private static Optional<String> token(ServerRequest req) {
        return req.headers().cookies().first(COOKIE).asOptional();
    }

    private static String cookie(String token, Duration life) {
        return SetCookie.builder(COOKIE, token)
                .path("/staff")
                .maxAge(life)
                .httpOnly(true)
                .sameSite(SetCookie.SameSite.STRICT)
                .build()
                .toString();
    }
}
