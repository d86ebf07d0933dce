package dev.turnstone.rehearsal.mailbox;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A message as the page shows it.
 *
 * @param html whether it has a page of its own beside its plain text
 */
public record Letter(
        String id,
        String time,
        String from,
        String to,
        String subject,
        String excerpt,
        boolean html,
        String text,
        List<File> files) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int EXCERPT = 120;

    /** A file to be opened. */
    public record File(int number, String name, String type, String size) {}

    static Letter of(Message message) {
        String text = message.text() == null ? "" : message.text();
        return new Letter(
                message.id(),
                TIME.format(message.at()),
                message.from(),
                String.join(", ", message.to()),
                message.subject(),
                excerpt(message, text),
                message.html() != null,
                text,
                files(message));
    }

    private static List<File> files(Message message) {
        return java.util.stream.IntStream.range(0, message.attachments().size())
                .mapToObj(number -> {
                    Message.Attachment file = message.attachments().get(number);
                    return new File(number, file.filename(), file.contentType(), size(file.size()));
                })
                .toList();
    }

    private static String size(long bytes) {
        return bytes < 1024 ? bytes + " B" : "%,d kB".formatted((bytes + 512) / 1024);
    }

    private static String excerpt(Message message, String text) {
        String source = text.isBlank() && message.html() != null
                ? message.html()
                        .replaceAll("(?s)<(style|head)[^>]*>.*?</\\1>", " ")
                        .replaceAll("<[^>]*>", " ")
                : text;
        String line = source.replaceAll("\\s+", " ").strip();
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
