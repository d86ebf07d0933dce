package dev.turnstone.rehearsal.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message as {@code GET /messages} tells it: all of it but the files, which are fetched one by one. */
record Listed(
        String id,
        Instant at,
        String from,
        List<String> to,
        String subject,
        @Nullable String html,
        @Nullable String text,
        Map<String, String> headers,
        List<File> attachments) {
    record File(String filename, @Nullable String contentId, String contentType) {}

    static Listed of(Message message) {
        return new Listed(
                message.id(),
                message.at(),
                message.from(),
                message.to(),
                message.subject(),
                message.html(),
                message.text(),
                message.headers(),
                message.attachments().stream()
                        .map(file -> new File(file.filename(), file.contentId(), file.contentType()))
                        .toList());
    }
}
