package dev.turnstone.admission.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a message's fields obey, with a fault that names the field. Every constructor here goes through it. */
final class Check {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern LOWER_HEX = Pattern.compile("[0-9a-f]*");
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Check() {}

    static String text(String what, String value, int mostCharacters) {
        int length = value.codePointCount(0, value.length());
        if (length > mostCharacters) {
            throw new IllegalArgumentException(
                    what + " has at most " + mostCharacters + " characters, and not " + length);
        }
        return value;
    }

    static String token(String what, String value) {
        return matching(TOKEN, what, value, "1 to 64 letters, digits, '.', '_', ':' and '-'");
    }

    static String word(String what, String value) {
        return matching(WORD, what, value, "1 to 32 lower-case letters, digits and '-'");
    }

    static String oneOf(String what, String value, String... words) {
        if (!Arrays.asList(words).contains(value)) {
            throw new IllegalArgumentException(what + " must be one of " + String.join(", ", words));
        }
        return value;
    }

    static String direction(String value) {
        return oneOf("direction", value, "in", "out");
    }

    static String hex(String what, String value, int bytes) {
        if (value.length() != 2 * bytes || !LOWER_HEX.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be " + 2 * bytes + " lower-case hexadecimal digits");
        }
        return value;
    }

    /** Canonical: padded, and no bit set that says nothing. So two texts are never the same bytes. */
    static byte[] base64(String what, String value, int least, int most) {
        byte[] bytes = value.length() > base64Length(most) ? new byte[0] : decoded(what, value);
        if (bytes.length < least || bytes.length > most || value.length() > base64Length(most)) {
            throw new IllegalArgumentException(
                    what + " must hold " + (least == most ? "" : least + " to ") + most + " bytes in base64");
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(value)) {
            throw new IllegalArgumentException(what + " must be canonical base64 with its padding");
        }
        return bytes;
    }

    /** How many characters of base64 so many bytes make. */
    static int base64Length(int bytes) {
        return (bytes + 2) / 3 * 4;
    }

    static long between(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", and not " + value);
        }
        return value;
    }

    static long number(String what, long value, long least) {
        return between(what, value, least, Limits.LARGEST_NUMBER);
    }

    /** Of a year that four digits write, so that no arithmetic on it overflows. */
    static Instant instant(String what, Instant value) {
        if (value.isBefore(FIRST) || value.isAfter(AFTER_LAST)) {
            throw new IllegalArgumentException(what + " must lie between the years 1970 and 9999");
        }
        return value;
    }

    static <T> List<T> atMost(String what, List<T> values, int most) {
        return atMost(what, values, 0, most);
    }

    static <T> List<T> atMost(String what, List<T> values, int least, int most) {
        if (values.size() < least || values.size() > most) {
            throw new IllegalArgumentException(
                    what + " has " + least + " to " + most + " elements, and not " + values.size());
        }
        return List.copyOf(values);
    }

    static <T> Optional<List<T>> atMost(String what, Optional<List<T>> values, int most) {
        return values.map(present -> atMost(what, present, most));
    }

    private static byte[] decoded(String what, String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException(what + " is not base64", notBase64);
        }
    }

    private static String matching(Pattern pattern, String what, String value, String rule) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(what + " must be " + rule);
        }
        return value;
    }
}
