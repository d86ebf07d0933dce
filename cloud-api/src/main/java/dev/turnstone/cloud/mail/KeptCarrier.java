package dev.turnstone.cloud.mail;

import java.time.InstantSource;
import java.util.Base64;
import org.jdbi.v3.core.Jdbi;

/** No provider is configured: every letter is kept in the database, to be read on the built-in page. */
public final class KeptCarrier implements Carrier {
    private final Jdbi database;
    private final InstantSource clock;

    public KeptCarrier(Jdbi database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String carry(Letter letter) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into mail_kept (id, recipient, subject, html, text, kept_at)
                        values (:id, :recipient, :subject, :html, :text, :now) on conflict (id) do nothing
                        """)
                .bind("id", letter.id())
                .bind("recipient", letter.to())
                .bind("subject", letter.subject())
                .bind("html", withPictures(letter))
                .bind("text", letter.text())
                .bind("now", clock.instant())
                .execute());
        return "kept-" + letter.id();
    }

    /** A browser knows no Content-ID: the pictures stand in the letter itself. */
    private static String withPictures(Letter letter) {
        String html = letter.html();
        for (Letter.Attachment each : letter.attachments()) {
            html = html.replace(
                    "\"cid:" + each.contentId() + "\"",
                    "\"data:%s;base64,%s\""
                            .formatted(each.contentType(), Base64.getEncoder().encodeToString(each.content())));
        }
        return html;
    }
}
