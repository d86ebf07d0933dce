package dev.turnstone.platform.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/** A module's sentences in every language: {@code messages/NAME_en.properties} and its siblings, in UTF-8. */
public final class Messages {
    private final String name;
    private final Map<Language, Properties> languages;

    private Messages(String name, Map<Language, Properties> languages) {
        this.name = name;
        this.languages = languages;
    }

    public static Messages bundle(String name) {
        Map<Language, Properties> languages = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            languages.put(language, load("/messages/%s_%s.properties".formatted(name, language.tag())));
        }
        return new Messages(name, languages);
    }

    private static Properties load(String resource) {
        var properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no bundle " + resource);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Texts in(Language language) {
        return new Texts(language);
    }

    /** Keys that one language has and another lacks, for the test that keeps them equal. */
    public List<String> differences() {
        var all = new TreeSet<String>();
        languages.values().forEach(each -> all.addAll(each.stringPropertyNames()));
        List<String> missing = new ArrayList<>();
        for (String key : all) {
            languages.forEach((language, properties) -> {
                if (!properties.containsKey(key)) {
                    missing.add("%s_%s lacks %s".formatted(name, language.tag(), key));
                }
            });
        }
        return missing;
    }

    /** One language of the bundle. */
    public final class Texts {
        private final Language language;

        private Texts(Language language) {
            this.language = language;
        }

        public Language language() {
            return language;
        }

        /** The sentence, with its blanks filled the way the language writes numbers and dates. */
        public String get(String key, Object... values) {
            Properties properties = languages.getOrDefault(language, new Properties());
            String pattern = properties.getProperty(key);
            if (pattern == null) {
                throw new IllegalArgumentException("%s_%s lacks %s".formatted(name, language.tag(), key));
            }
            return new MessageFormat(pattern, language.locale()).format(values);
        }
    }
}
