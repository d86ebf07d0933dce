package dev.turnstone.admission.pass;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Ten characters that staff can type when a screen is cracked. It names a pass number at the hub and proves nothing, so
 * it is never accepted at a lane.
 *
 * <pre>
 *   9 random characters of Crockford's Base32 (45 bits), then Crockford's check symbol: the number modulo 37.
 * </pre>
 *
 * Thirty-seven is prime, so every single wrong character and every swap of neighbours shows. Its five extra symbols
 * (* ~ $ = U) are a nuisance to type: numbers that would need one are never issued. Reading forgives what handwriting
 * confuses: lower case, O for 0, I and L for 1, spaces and hyphens.
 */
public record ShortCode(String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_CHARACTERS = 9;
    private static final int CHECK_MODULUS = 37;

    public ShortCode {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a short code");
        }
    }

    public static ShortCode random(RandomGenerator random) {
        while (true) {
            long number = random.nextLong(1L << (5 * RANDOM_CHARACTERS));
            int check = (int) (number % CHECK_MODULUS);
            if (check < ALPHABET.length()) {
                return new ShortCode(text(number) + ALPHABET.charAt(check));
            }
        }
    }

    /** What a person typed, or empty where the check character says it is mistyped. */
    public static Optional<ShortCode> parse(String typed) {
        String text = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[\\s-]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return isValid(text) ? Optional.of(new ShortCode(text)) : Optional.empty();
    }

    /** As printed under the code: two groups of five. */
    public String printed() {
        return text.substring(0, 5) + "-" + text.substring(5);
    }

    private static boolean isValid(String text) {
        if (text.length() != RANDOM_CHARACTERS + 1 || !text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            return false;
        }
        long number = 0;
        for (int at = 0; at < RANDOM_CHARACTERS; at++) {
            number = (number << 5) | ALPHABET.indexOf(text.charAt(at));
        }
        return number % CHECK_MODULUS == ALPHABET.indexOf(text.charAt(RANDOM_CHARACTERS));
    }

    private static String text(long number) {
        StringBuilder text = new StringBuilder();
        for (int shift = 5 * (RANDOM_CHARACTERS - 1); shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) ((number >>> shift) & 31)));
        }
        return text.toString();
    }
}
