package dev.turnstone.cloud.site;

import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What all pages of the site have in common. */
final class Pages {
    private static final Messages MESSAGES = Messages.bundle("cloud");

    private static final String LANGUAGE = "lang";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    private Pages() {}

    static Messages messages() {
        return MESSAGES;
    }

    /** In the reader's language, which is remembered when it was chosen on purpose. */
    static Texts texts(ServerRequest req, ServerResponse res) {
        Language language = Caller.language(req);
        if (req.query().contains(LANGUAGE)) {
            res.header(
                    HeaderNames.SET_COOKIE,
                    "%s=%s; Path=/; Max-Age=31536000; SameSite=Lax".formatted(LANGUAGE, language.tag()));
        }
        return MESSAGES.in(language);
    }

    /** As above, where nobody chose: in {@code usual}, such as the language that an order was made in. */
    static Texts texts(ServerRequest req, ServerResponse res, Language usual) {
        boolean chosen = req.query().contains(LANGUAGE)
                || req.headers().cookies().first(LANGUAGE).isPresent();
        return chosen ? texts(req, res) : MESSAGES.in(usual);
    }

    /** A name out of the address; what cannot be one of ours is not even looked up. */
    static String name(ServerRequest req, String parameter) {
        String name = req.path().pathParameters().get(parameter);
        if (!NAME.matcher(name).matches()) {
            throw Problem.notFound("This address leads nowhere.").asException();
        }
        return name;
    }

    /** What is wrong, in words, by field; the first thing of each. */
    static Map<String, String> faults(Texts t, List<Placing.Fault> faults) {
        return faults.stream()
                .collect(Collectors.toMap(
                        Placing.Fault::field, fault -> t.get(fault.key(), fault.argument()), (first, second) -> first));
    }

    /** A form that was sent too often: what was typed stays, and the browser hears how long to wait. */
    static Map<String, String> tooOften(ServerResponse res, Texts t, Duration wait) {
        res.status(429).header(HeaderNames.RETRY_AFTER, String.valueOf(wait.toSeconds()));
        return Map.of("event", t.get("fault.too-often"));
    }

    static PageShell shell(Texts t, String title) {
        return PageShell.titled(title).language(t.language()).style("/assets/cloud/cloud.css");
    }

    static String body(String template, Texts t, Object page) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("t", t);
        parameters.put("page", page);
        return Templates.render("cloud/" + template + ".jte", parameters);
    }
}
