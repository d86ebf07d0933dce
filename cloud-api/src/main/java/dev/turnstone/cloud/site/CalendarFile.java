package dev.turnstone.cloud.site;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.sale.Order;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An evening for the guest's own calendar (RFC 5545). The same order is the same entry, however often it is taken over. */
final class CalendarFile {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A line may have so many bytes; the next one begins with a space. */
    private static final int LONGEST_LINE = 75;

    private CalendarFile() {}

    static String of(Order order, Event event, URI page, Instant now) {
        StringBuilder file = new StringBuilder();
        line(file, "BEGIN:VCALENDAR");
        line(file, "VERSION:2.0");
        line(file, "PRODID:-//Turnstone//Tickets//EN");
        line(file, "BEGIN:VEVENT");
        line(file, "UID:" + order.id() + "@turnstone");
        line(file, "DTSTAMP:" + UTC.format(now));
        line(file, "DTSTART:" + UTC.format(event.opens()));
        line(file, "DTEND:" + UTC.format(event.closes()));
        line(file, "SUMMARY:" + text(event.name()));
        line(file, "LOCATION:" + text(event.venueName() + ", " + event.venueAddress()));
        line(file, "DESCRIPTION:" + text(page.toString()));
        line(file, "URL:" + page);
        line(file, "END:VEVENT");
        line(file, "END:VCALENDAR");
        return file.toString();
    }

    private static String text(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r", "")
                .replace("\n", "\\n");
    }

    private static void line(StringBuilder file, String line) {
        int bytes = 0;
        for (int at = 0; at < line.length(); ) {
            int letter = line.codePointAt(at);
            int size = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LONGEST_LINE) {
                file.append("\r\n ");
                bytes = 1;
            }
            file.appendCodePoint(letter);
            bytes += size;
            at += Character.charCount(letter);
        }
        file.append("\r\n");
    }
}
