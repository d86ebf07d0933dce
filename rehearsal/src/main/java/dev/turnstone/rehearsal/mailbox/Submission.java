package dev.turnstone.rehearsal.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.rehearsal.mailbox.Message.Attachment;
import java.net.URLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a message from the body of a request, as strictly as Resend does. */
record Submission(JsonNode body) {
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_ATTACHMENTS = 100;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+\\.[^\\s@<>,;\"]+");
    private static final Pattern NAMED = Pattern.compile("[^<>\\r\\n]*<\\s*(" + ADDRESS.pattern() + ")\\s*>");
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]+");

    /**
     * @throws MailFault naming the field that is wrong
     */
    Message message(String id, Instant at) {
        if (!body.isObject()) {
            throw MailFault.invalid("The request body must be a JSON object.");
        }
        String from = text("from").orElseThrow(() -> MailFault.missing("from"));
        checkAddress("from", from);
        List<String> to = addresses("to");
        if (to.isEmpty()) {
            throw MailFault.missing("to");
        }
        String subject = text("subject").orElseThrow(() -> MailFault.missing("subject"));
        if (subject.contains("\n") || subject.contains("\r")) {
            throw MailFault.invalid("The `\\n` is not allowed in the `subject` field.");
        }
        @Nullable String html = text("html").orElse(null);
        @Nullable String text = text("text").orElse(null);
        if (html == null && text == null) {
            throw MailFault.invalid("Missing `html` or `text` field.");
        }
        return new Message(
                id,
                at,
                from,
                to,
                addresses("cc"),
                addresses("bcc"),
                replyTo(),
                subject,
                html,
                text,
                headers(),
                attachments());
    }

    private Optional<String> text(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw MailFault.invalid("The `" + field + "` field must be a string.");
        }
        return Optional.of(value.textValue()).filter(text -> !text.isBlank());
    }

    private List<String> replyTo() {
        return body.has("reply_to") ? addresses("reply_to") : addresses("replyTo");
    }

    /** One address as a text, or several as a list. */
    private List<String> addresses(String field) {
        JsonNode value = body.path(field);
        List<String> found = new ArrayList<>();
        if (value.isTextual()) {
            found.add(value.textValue());
        } else if (value.isArray()) {
            value.forEach(each -> found.add(each.isTextual() ? each.textValue() : ""));
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw MailFault.invalid("The `" + field + "` field must be a string or a list of strings.");
        }
        if (found.size() > MOST_RECIPIENTS) {
            throw MailFault.invalid("The `" + field + "` field may have at most " + MOST_RECIPIENTS + " addresses.");
        }
        found.forEach(address -> checkAddress(field, address));
        return found;
    }

    private static void checkAddress(String field, String address) {
        String stripped = address.strip();
        if (!ADDRESS.matcher(stripped).matches() && !NAMED.matcher(stripped).matches()) {
            throw MailFault.invalid("Invalid `" + field + "` field. The email address needs to follow the"
                    + " `email@example.com` or `Name <email@example.com>` format.");
        }
    }

    private Map<String, String> headers() {
        JsonNode value = body.path("headers");
        Map<String, String> headers = new TreeMap<>();
        value.properties().forEach(header -> {
            String text = header.getValue().asText();
            if (!HEADER_NAME.matcher(header.getKey()).matches() || text.contains("\n") || text.contains("\r")) {
                throw MailFault.invalid("Invalid `headers` field: " + header.getKey() + ".");
            }
            headers.put(header.getKey(), text);
        });
        return headers;
    }

    private List<Attachment> attachments() {
        JsonNode value = body.path("attachments");
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MOST_ATTACHMENTS) {
            throw MailFault.invalid("The `attachments` field must be a list of at most " + MOST_ATTACHMENTS + ".");
        }
        List<Attachment> attachments = new ArrayList<>();
        value.forEach(each -> attachments.add(attachment(each)));
        return attachments;
    }

    private static Attachment attachment(JsonNode json) {
        String content = json.path("content").asText("");
        if (content.isEmpty()) {
            throw new MailFault(
                    422, "invalid_attachment", "Attachment must have a `content`; this stand-in fetches no `path`.");
        }
        try {
            Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException notBase64) {
            throw new MailFault(422, "invalid_attachment", "The `content` of an attachment must be Base64.");
        }
        String filename = json.path("filename").asText("");
        if (filename.isBlank()) {
            throw new MailFault(422, "invalid_attachment", "Attachment must have a `filename`.");
        }
        String type = json.path("content_type").asText(json.path("contentType").asText(""));
        String contentId = json.path("content_id").asText(json.path("contentId").asText(""));
        return new Attachment(
                filename, contentId.isEmpty() ? null : contentId, type.isEmpty() ? guessed(filename) : type, content);
    }

    private static String guessed(String filename) {
        String guess = URLConnection.guessContentTypeFromName(filename);
        return guess == null ? "application/octet-stream" : guess;
    }
}
