package dev.turnstone.rehearsal.stripe;

import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.Assets;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Language;
import dev.turnstone.rehearsal.misbehave.MisbehaviourRoutes;
import dev.turnstone.rehearsal.stripe.State.NeedsAction;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a browser sees: the page that tells what happened, the payment element's frame, the bank's challenge. */
final class StripePages {
    private static final String ASSETS = "/assets/rehearsal/stripe/";

    /** With the window to itself, the challenge leads back to the shop, wherever that is. */
    private static final String CHALLENGE_POLICY = "default-src 'self'; form-action 'self' http: https:;"
            + " base-uri 'none'; object-src 'none'; frame-ancestors *";

    private final Payments payments;
    private final Webhooks webhooks;
    private final MisbehaviourRoutes<Fault> switches;
    private final LongSupplier version;

    /**
     * @param version counts the changes, so that a page asks again without being sent the same
     */
    StripePages(Payments payments, Webhooks webhooks, MisbehaviourRoutes<Fault> switches, LongSupplier version) {
        this.payments = payments;
        this.webhooks = webhooks;
        this.switches = switches;
        this.version = version;
    }

    void routing(HttpRules rules) {
        rules.get("/", (_, res) -> home(res))
                .get("/activity", this::activity)
                .get("/payments/{id}", this::payment)
                .post("/events/{id}/resend", this::resend)
                .get("/stripe.js", (_, res) -> script(res))
                .get("/elements/payment", (_, res) -> element(res))
                .get("/challenge/{id}", this::challenge)
                .post("/challenge/{id}/{answer}", this::answer);
    }

    private void home(ServerResponse res) {
        String body = Templates.render(
                "rehearsal/stripe/home.jte", Map.of("switches", switches.rows(), "activity", activity()));
        Reply.html(
                res,
                PageShell.titled("Stripe stand-in")
                        .style("/assets/rehearsal/standin.css")
                        .style(ASSETS + "stripe.css")
                        .script("/assets/turnstone/busy.js")
                        .script("/assets/rehearsal/live.js")
                        .render(body));
    }

    private void activity(ServerRequest req, ServerResponse res) {
        Activity activity = activity();
        if (req.query().first("seen").orElse("").equals(activity.version())) {
            Reply.noContent(res);
            return;
        }
        Reply.html(res, Templates.render("rehearsal/stripe/activity.jte", Map.of("activity", activity)));
    }

    private Activity activity() {
        // Taken before the rest: what changes meanwhile is shown again rather than missed.
        long now = version.getAsLong();
        return Activity.of(now, payments.intents(), payments.events(), webhooks.deliveries());
    }

    private void payment(ServerRequest req, ServerResponse res) {
        Intent intent = found(req.path().pathParameters().get("id"));
        PaymentStory story = PaymentStory.of(
                intent,
                payments.json().intent(intent).node().toPrettyString(),
                payments.charges().stream()
                        .filter(charge -> charge.intent().equals(intent.id()))
                        .toList(),
                payments.events(),
                webhooks.deliveries());
        Reply.html(
                res,
                PageShell.titled(story.amount() + " · Stripe stand-in")
                        .style("/assets/rehearsal/standin.css")
                        .style(ASSETS + "stripe.css")
                        .render(Templates.render("rehearsal/stripe/payment.jte", Map.of("story", story))));
    }

    private Intent found(String id) {
        try {
            return payments.intent(id);
        } catch (StripeFault unknown) {
            throw Problem.notFound(unknown.message()).asException();
        }
    }

    private void resend(ServerRequest req, ServerResponse res) {
        try {
            webhooks.resend(payments.event(req.path().pathParameters().get("id")));
        } catch (StripeFault unknown) {
            throw Problem.notFound(unknown.message()).asException();
        }
        Reply.seeOther(res, URI.create("/#deliveries"));
    }

    private static void script(ServerResponse res) {
        Assets.Asset script = Assets.find(ASSETS + "stripe.js").orElseThrow();
        res.header("Access-Control-Allow-Origin", "*").header("Cache-Control", "no-cache");
        Reply.bytes(res, script.contentType(), script.content());
    }

    private static void element(ServerResponse res) {
        Reply.html(
                res,
                PageShell.titled("Card")
                        .style(ASSETS + "element.css")
                        .script(ASSETS + "element.js")
                        .bodyClass("element")
                        .render(Templates.render("rehearsal/stripe/element.jte", Map.of())));
    }

    private void challenge(ServerRequest req, ServerResponse res) {
        String id = req.path().pathParameters().get("id");
        Intent intent = payments.challenged(id)
                .orElseThrow(() -> Problem.notFound("This payment is not waiting for an answer any more.")
                        .asException());
        Language language = Language.negotiate(
                req.query().first("locale").asOptional(), req.headers().value(HeaderNames.ACCEPT_LANGUAGE));
        res.header("Content-Security-Policy", CHALLENGE_POLICY);
        Reply.html(
                res,
                PageShell.titled("3-D Secure")
                        .language(language)
                        .style(ASSETS + "element.css")
                        .script(ASSETS + "challenge.js")
                        .bodyClass("challenge")
                        .render(Templates.render(
                                "rehearsal/stripe/challenge.jte",
                                Map.of("challenge", Challenge.of(id, intent, language)))));
    }

    /** The guest's answer to the bank; where the challenge had the whole window, the way back to the shop. */
    private void answer(ServerRequest req, ServerResponse res) {
        String id = req.path().pathParameters().get("id");
        boolean proven = req.path().pathParameters().get("answer").equals("complete");
        Optional<String> returnUrl = payments.challenged(id)
                .flatMap(intent -> intent.state() instanceof NeedsAction action
                        ? Optional.ofNullable(action.returnUrl())
                        : Optional.empty());
        Intent after = payments.authenticate(id, proven)
                .orElseThrow(() -> Problem.conflict("This payment is not waiting for an answer any more.")
                        .asException());
        if (returnUrl.isEmpty()) {
            Reply.json(res, Map.of("status", after.state().status()));
            return;
        }
        Reply.seeOther(res, URI.create(back(returnUrl.get(), after)));
    }

    private static String back(String returnUrl, Intent intent) {
        return returnUrl + (returnUrl.contains("?") ? "&" : "?")
                + "payment_intent=" + encoded(intent.id())
                + "&payment_intent_client_secret=" + encoded(intent.clientSecret())
                + "&redirect_status=" + (intent.paid() ? "succeeded" : "failed");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
