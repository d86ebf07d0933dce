package dev.turnstone.admission.venue;

import java.util.regex.Pattern;

/** What every name in a venue obeys, so that it fits a topic level, a file name and a URL without escaping. */
final class Name {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HOST = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private Name() {}

    static String label(String what, String value) {
        return matching(
                LABEL, what, value, "letters, digits, '.', '_' and '-', at most 63, starting with a letter or digit");
    }

    static String host(String what, String value) {
        return matching(HOST, what, value, "lower-case letters, digits and '-', at most 63");
    }

    private static String matching(Pattern pattern, String what, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " \"" + value + "\" must be " + rule);
        }
        return value;
    }
}
