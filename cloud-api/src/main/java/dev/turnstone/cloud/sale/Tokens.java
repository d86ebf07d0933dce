package dev.turnstone.cloud.sale;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Names that cannot be guessed, and numbers that can be read out over a telephone. */
public final class Tokens {
    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int SECRET_BYTES = 18;
    private static final int NUMBER_CHARACTERS = 8;

    private Tokens() {}

    /** 144 bits, safe in an address. */
    public static String secret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** "T-7F3K-2Q8M": it names an order and opens nothing. */
    public static String orderNumber(RandomGenerator random) {
        StringBuilder number = new StringBuilder("T-");
        for (int at = 0; at < NUMBER_CHARACTERS; at++) {
            if (at == NUMBER_CHARACTERS / 2) {
                number.append('-');
            }
            number.append(CROCKFORD.charAt(random.nextInt(CROCKFORD.length())));
        }
        return number.toString();
    }
}
