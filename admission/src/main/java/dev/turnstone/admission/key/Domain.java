package dev.turnstone.admission.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a signature or a hash is about. Its label and a zero byte stand before the content, so that nothing signed for
 * one purpose can ever be presented as another.
 */
public enum Domain {
    PASS("turnstone pass v1"),
    LIVE("turnstone live v1"),
    SETTING("turnstone setting v1"),
    PROOF("turnstone proof"),
    JOURNAL("turnstone journal v1"),
    ROSTER_CHANGES("turnstone roster v1"),
    ROSTER_PAGE("turnstone roster page v1"),
    GRANT("turnstone grant v1"),
    COMMAND("turnstone command v1"),
    HOME("turnstone home v1"),
    HOLDER("turnstone holder v1");

    @SuppressWarnings("ImmutableEnumChecker") // never changed, never handed out
    private final byte[] prefix;

    Domain(String label) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        prefix = Arrays.copyOf(text, text.length + 1);
    }

    /** label ‖ 0x00 ‖ the parts, one after the other. */
    public byte[] message(byte[]... parts) {
        int length = prefix.length;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] message = Arrays.copyOf(prefix, length);
        int at = prefix.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, message, at, part.length);
            at += part.length;
        }
        return message;
    }

    /** SHA-256 of {@link #message}. */
    public byte[] sha256(byte[]... parts) {
        MessageDigest sha256 = newSha256();
        sha256.update(prefix);
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest();
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
