package dev.turnstone.rehearsal.mailbox;

import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One message, as it was handed over. */
public record Message(
        String id,
        Instant at,
        String from,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        List<String> replyTo,
        String subject,
        @Nullable String html,
        @Nullable String text,
        Map<String, String> headers,
        List<Attachment> attachments) {
    public Message {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        attachments = List.copyOf(attachments);
    }

    /**
     * A file that came along.
     *
     * @param contentId what an image in the HTML calls it, as {@code cid:…}
     * @param base64 the file itself
     */
    public record Attachment(String filename, @Nullable String contentId, String contentType, String base64) {
        public byte[] content() {
            return Base64.getDecoder().decode(base64);
        }

        long size() {
            return base64.length() * 3L / 4;
        }
    }

    /** About how much memory it takes. */
    long size() {
        long body = (html == null ? 0 : html.length()) + (text == null ? 0L : text.length());
        return body + attachments.stream().mapToLong(Attachment::size).sum();
    }
}
