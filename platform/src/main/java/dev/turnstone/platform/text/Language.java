package dev.turnstone.platform.text;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages Turnstone speaks. A new one is a constant here and a bundle in each module. */
public enum Language {
    EN("English"),
    ES("Español");

    private final String ownName;

    Language(String ownName) {
        this.ownName = ownName;
    }

    /** As its speakers call it, for the switch on a screen. */
    public String ownName() {
        return ownName;
    }

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag());
    }

    public static Optional<Language> ofTag(String tag) {
        return Stream.of(values())
                .filter(each -> tag.toLowerCase(Locale.ROOT).startsWith(each.tag()))
                .findFirst();
    }

    /** The reader's choice first, then what the browser prefers, then English. */
    public static Language negotiate(Optional<String> chosen, Optional<String> acceptLanguage) {
        return chosen.flatMap(Language::ofTag)
                .or(() -> acceptLanguage.flatMap(Language::preferred))
                .orElse(EN);
    }

    private static Optional<Language> preferred(String acceptLanguage) {
        try {
            List<LanguageRange> ranges = LanguageRange.parse(acceptLanguage);
            return ranges.stream()
                    .map(range -> ofTag(range.getRange()))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
