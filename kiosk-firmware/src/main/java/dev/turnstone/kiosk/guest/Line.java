package dev.turnstone.kiosk.guest;

import dev.turnstone.platform.text.Messages;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A sentence for the guest, not yet in a language: its key in the messages, and what fills its blanks. */
public record Line(String key, List<Blank> blanks) {
    public static final Line NOTHING = new Line("", List.of());

    public Line {
        blanks = List.copyOf(blanks);
    }

    /** What fills a blank; a moment is written as the language writes days. */
    public sealed interface Blank {
        record Word(String text) implements Blank {}

        /** @param sameNight whether the hour alone says which moment is meant */
        record Moment(LocalDateTime at, boolean sameNight) implements Blank {}
    }

    public static Line of(String key, String... words) {
        return new Line(
                "guest." + key,
                Stream.of(words)
                        .map((String word) -> (Blank) new Blank.Word(word))
                        .toList());
    }

    static Line filled(String key, Blank... blanks) {
        return new Line("guest." + key, List.of(blanks));
    }

    /** The sentence in this language; empty where there is nothing to say. */
    public String in(Messages.Texts texts) {
        Locale locale = texts.language().locale();
        return key.isEmpty()
                ? ""
                : texts.get(
                        key, blanks.stream().map(blank -> write(blank, locale)).toArray());
    }

    private static String write(Blank blank, Locale locale) {
        return switch (blank) {
            case Blank.Word(String text) -> text;
            case Blank.Moment(LocalDateTime at, boolean sameNight) ->
                DateTimeFormatter.ofPattern(sameNight ? "HH:mm" : "EEE d MMM, HH:mm", locale)
                        .format(at);
        };
    }
}
