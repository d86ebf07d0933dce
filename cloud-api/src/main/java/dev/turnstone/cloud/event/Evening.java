package dev.turnstone.cloud.event;

import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When an event is, as a reader says it: in the venue's own time. */
public record Evening(String day, String opens, String closes) {
    public static Evening of(Event event, Language language) {
        return new Evening(
                day(event.opens(), event.zone(), language),
                time(event.opens(), event.zone(), language),
                time(event.closes(), event.zone(), language));
    }

    /** The same, with "tonight" where it is: what a page says that is read now. */
    public static Evening of(Event event, Language language, Instant now) {
        Evening dated = of(event, language);
        boolean tonight = now.isBefore(event.closes())
                && !event.opens()
                        .atZone(event.zone())
                        .toLocalDate()
                        .isAfter(now.atZone(event.zone()).toLocalDate());
        return tonight ? new Evening(tonight(language), dated.opens, dated.closes) : dated;
    }

    private static String tonight(Language language) {
        return switch (language) {
            case EN -> "Tonight";
            case ES -> "Esta noche";
        };
    }

    private static String day(Instant at, ZoneId zone, Language language) {
        String pattern = switch (language) {
            case EN -> "EEEE d MMMM";
            case ES -> "EEEE d 'de' MMMM";
        };
        String day = DateTimeFormatter.ofPattern(pattern, language.locale()).format(at.atZone(zone));
        return day.substring(0, 1).toUpperCase(Locale.ROOT) + day.substring(1);
    }

    public static String time(Instant at, ZoneId zone, Language language) {
        return DateTimeFormatter.ofPattern("HH:mm", language.locale()).format(at.atZone(zone));
    }
}
