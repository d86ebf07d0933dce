package dev.turnstone.admission.pass;

import java.util.Arrays;
import java.util.Optional;

/**
 * Base45 of RFC 9285, strict: what {@link #decode} accepts is exactly what {@link #encode} can produce.
 *
 * <pre>
 *   two bytes   a·256 + b  =  x + y·45 + z·45²   →  three characters x y z
 *   a last byte a          =  x + y·45           →  two characters   x y
 * </pre>
 *
 * Upper case only; a space is a digit (36) and is never trimmed.
 */
public final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            VALUES[ALPHABET.charAt(value)] = (byte) value;
        }
    }

    private Base45() {}

    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length / 2 * 3 + 2);
        int at = 0;
        for (; at + 1 < bytes.length; at += 2) {
            int pair = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
            text.append(ALPHABET.charAt(pair % 45))
                    .append(ALPHABET.charAt(pair / 45 % 45))
                    .append(ALPHABET.charAt(pair / (45 * 45)));
        }
        if (at < bytes.length) {
            int last = bytes[at] & 0xff;
            text.append(ALPHABET.charAt(last % 45)).append(ALPHABET.charAt(last / 45));
        }
        return text.toString();
    }

    /** The bytes, or empty where the text is not what {@link #encode} makes of any bytes. */
    public static Optional<byte[]> decode(CharSequence text) {
        int length = text.length();
        if (length % 3 == 1) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length / 3 * 2 + length % 3 / 2];
        int out = 0;
        int at = 0;
        for (; at + 2 < length; at += 3) {
            int x = value(text.charAt(at));
            int y = value(text.charAt(at + 1));
            int z = value(text.charAt(at + 2));
            int pair = x + y * 45 + z * 45 * 45;
            if ((x | y | z) < 0 || pair > 0xffff) {
                return Optional.empty();
            }
            bytes[out++] = (byte) (pair >> 8);
            bytes[out++] = (byte) pair;
        }
        if (at < length) {
            int x = value(text.charAt(at));
            int y = value(text.charAt(at + 1));
            int last = x + y * 45;
            if ((x | y) < 0 || last > 0xff) {
                return Optional.empty();
            }
            bytes[out] = (byte) last;
        }
        return Optional.of(bytes);
    }

    private static int value(char digit) {
        return digit < VALUES.length ? VALUES[digit] : -1;
    }
}
