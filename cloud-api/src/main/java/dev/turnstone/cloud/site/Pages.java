package dev.turnstone.cloud.site;

import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.platform.text.Messages.Texts;
import io.helidon.webserver.http.ServerRequest;
import java.util.HashMap;
import java.util.Map;

/** What all pages of the site have in common. */
final class Pages {
    private static final Messages MESSAGES = Messages.bundle("cloud");

    private Pages() {}

    static Messages messages() {
        return MESSAGES;
    }

    static Texts texts(ServerRequest req) {
        return MESSAGES.in(Caller.language(req));
    }

    static Texts texts(Language language) {
        return MESSAGES.in(language);
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
