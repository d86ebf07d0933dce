package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.secret.Guard.Entry;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneTrace;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.record.LaneRecord;
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
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The lane's own page for whoever hangs it or mends it: sign in by PIN, look at the lines, try the outputs. */
public final class TechnicianRoutes implements HttpService {
    private static final Messages MESSAGES = Messages.bundle("lane");
    private static final URI PAGE = URI.create("/technician");
    private static final String COOKIE = "lane-technician";
    private static final int MOST_RECORDED = 10_000;
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Lane lane;
    private final LinePlan plan;
    private final LaneRecord record;
    private final Optional<Guard> guard;
    private final LongSupplier nanos;

    TechnicianRoutes(Lane lane, LinePlan plan, LaneRecord record, Optional<Guard> guard, LongSupplier nanos) {
        this.lane = lane;
        this.plan = plan;
        this.record = record;
        this.guard = guard;
        this.nanos = nanos;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/technician", this::page)
                .post("/technician/sign-in", this::signIn)
                .post("/technician/sign-out", this::signOut)
                .get("/technician/events", this::events)
                .get("/technician/record.csv", this::download)
                .post("/technician/test", this::test)
                .post("/technician/order", this::order);
    }

    private void page(ServerRequest req, ServerResponse res) {
        remember(req, res);
        if (signedIn(req)) {
            TechnicianPage page = shown(req);
            Reply.html(
                    res,
                    shell(page.title(), req)
                            .script("/assets/lane/technician.js")
                            .data("live", page.word("page.live"))
                            .data("lost", page.word("page.lost"))
                            .data("on", page.word("line.on"))
                            .data("off", page.word("line.off"))
                            .data("ago", page.word("trace.ago"))
                            .data("failed", page.word("page.failed"))
                            .render(Templates.render(
                                    "lane/technician.jte", Map.of("page", page, "language", Caller.language(req)))));
        } else {
            askForPin(req, res, Optional.empty());
        }
    }

    private void askForPin(ServerRequest req, ServerResponse res, Optional<String> fault) {
        Messages.Texts texts = MESSAGES.in(Caller.language(req));
        String title = texts.get("page.title", lane.id().value());
        Map<String, Object> shown = new HashMap<>();
        shown.put("title", title);
        shown.put("texts", texts);
        shown.put("configured", guard.isPresent());
        shown.put("fault", fault.orElse(""));
        Reply.html(
                res,
                shell(title, req)
                        .script("/assets/turnstone/busy.js")
                        .render(Templates.render("lane/sign-in.jte", shown)));
    }

    private static PageShell shell(String title, ServerRequest req) {
        return PageShell.titled(title)
                .language(Caller.language(req))
                .style("/assets/lane/technician.css")
                .bodyClass("technician");
    }

    private void signIn(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        Guard asked = guard.orElseThrow(TechnicianRoutes::noPin);
        Messages.Texts texts = MESSAGES.in(Caller.language(req));
        String tried = Body.form(req).optional("pin").orElse("");
        switch (asked.enter(tried, nanos.getAsLong())) {
            case Entry.Opened session -> {
                res.headers().add(HeaderNames.SET_COOKIE, cookie(session.token(), Guard.SESSION));
                Reply.seeOther(res, PAGE);
            }
            case Entry.Wrong wrong -> {
                res.status(403);
                askForPin(req, res, Optional.of(texts.get("sign-in.wrong", wrong.left())));
            }
            case Entry.TooOften often -> {
                long seconds = often.pause().plusMillis(999).toSeconds();
                res.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(seconds));
                askForPin(req, res, Optional.of(texts.get("sign-in.wait", seconds)));
            }
        }
    }

    private void signOut(ServerRequest req, ServerResponse res) {
        SameSite.require(req);
        guard.ifPresent(asked -> token(req).ifPresent(asked::leave));
        res.headers().add(HeaderNames.SET_COOKIE, cookie("", Duration.ZERO));
        Reply.seeOther(res, PAGE);
    }

    private void test(ServerRequest req, ServerResponse res) {
        must(req);
        Form form = Body.form(req);
        OrderResult result = switch (form.text("action")) {
            case "begin" -> lane.beginTest();
            case "end" -> lane.endTest();
            case "try" -> lane.tryOutput(Choice.output(form.text("line")));
            default -> throw Choice.none("/action", "begin, end or try");
        };
        answer(req, res, result);
    }

    private void order(ServerRequest req, ServerResponse res) {
        must(req);
        OrderResult result = switch (Body.form(req).text("order")) {
            case "open-once" -> lane.openOnce();
            case "hold-open" -> lane.holdOpen();
            case "lock" -> lane.lock();
            case "out-of-service" -> lane.outOfService();
            case "emergency-release" -> lane.emergencyRelease();
            case "reset" -> lane.resetAfterFire();
            default ->
                throw Choice.none("/order", "open-once, hold-open, lock, out-of-service, emergency-release or reset");
        };
        answer(req, res, result);
    }

    /** The page's script hears of a refusal in words; a browser without it comes back to the page. */
    private static void answer(ServerRequest req, ServerResponse res, OrderResult result) {
        if (result instanceof GrantResult.Refused refused) {
            Messages.Texts texts = MESSAGES.in(Caller.language(req));
            throw Problem.conflict(texts.get("refused." + Wiring.name(refused.why())))
                    .asException();
        }
        Reply.seeOther(res, PAGE);
    }

    private void events(ServerRequest req, ServerResponse res) {
        must(req);
        String token = token(req).orElse("");
        try (EventStream stream = new EventStream()) {
            Watch watch = new Watch(
                    lane,
                    () -> shown(req),
                    stream,
                    () -> guard.filter(asked -> asked.watches(token, nanos.getAsLong()))
                            .isPresent());
            try (watch) {
                stream.serve(req, res);
            }
        }
    }

    /** Every word in it is ours, so nothing needs quoting. */
    private void download(ServerRequest req, ServerResponse res) {
        must(req);
        StringBuilder csv = new StringBuilder("number,at,event,direction,detail\n");
        for (LaneRecord.Happening each : record.newest(MOST_RECORDED)) {
            csv.append("%d,%s,%s,%s,%s%n"
                    .formatted(each.number(), each.at(), each.event(), each.direction(), each.detail()));
        }
        res.header("Content-Disposition", "attachment; filename=\"lane-%s.csv\"".formatted(lane.id()));
        Reply.text(res, "text/csv; charset=utf-8", csv.toString());
    }

    private TechnicianPage shown(ServerRequest req) {
        LaneTrace trace = lane.trace();
        boolean fireOpen = trace.active().contains(Wiring.name(Sense.FIRE));
        return new TechnicianPage(lane.view(), fireOpen, plan, MESSAGES.in(Caller.language(req)));
    }

    private void must(ServerRequest req) {
        SameSite.require(req);
        if (!signedIn(req)) {
            throw Problem.unauthorized(MESSAGES.in(Caller.language(req)).get("sign-in.again"))
                    .asException();
        }
    }

    private boolean signedIn(ServerRequest req) {
        return guard.isPresent()
                && token(req)
                        .filter(token -> guard.get().admits(token, nanos.getAsLong()))
                        .isPresent();
    }

    private static Optional<String> token(ServerRequest req) {
        return req.headers().cookies().first(COOKIE).asOptional();
    }

    private static String cookie(String token, Duration life) {
        return SetCookie.builder(COOKIE, token)
                .path("/technician")
                .maxAge(life)
                .httpOnly(true)
                .sameSite(SetCookie.SameSite.STRICT)
                .build()
                .toString();
    }

    private static void remember(ServerRequest req, ServerResponse res) {
        @Nullable String wish = req.query().first("lang").orElse(null);
        if (wish != null) {
            Language.ofTag(wish)
                    .ifPresent(language -> res.headers()
                            .add(
                                    HeaderNames.SET_COOKIE,
                                    SetCookie.builder("lang", language.tag())
                                            .path("/")
                                            .maxAge(A_YEAR)
                                            .sameSite(SetCookie.SameSite.LAX)
                                            .build()
                                            .toString()));
        }
    }

    private static RuntimeException noPin() {
        return Problem.forbidden("This lane has no technician's PIN: set technician.pin in its configuration.")
                .asException();
    }
}
