package dev.turnstone.cloud.mail;

import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Messages.Texts;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The plain letter: what happened, and one button. */
final class Notices {
    private final String from;
    private final URI publicUri;

    Notices(String from, URI publicUri) {
        this.from = from;
        this.publicUri = publicUri;
    }

    /** @param path where the button leads, on our site */
    Letter notice(Outbox.Waiting waiting, Texts t, String heading, String told, String path, String link) {
        String page = publicUri.resolve(path).toString();
        return new Letter(
                waiting.id(),
                from,
                waiting.recipient(),
                heading,
                Templates.render(
                        "cloud/mail/notice.jte",
                        Map.of("t", t, "heading", heading, "told", told, "page", page, "link", link)),
                told + "\n\n" + page + "\n",
                List.of());
    }
}
