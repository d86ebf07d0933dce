package dev.turnstone.admission.key;

/** The first 3 bytes of SHA-256(public key): a hint which key to try. Several keys may share one. */
public record KeyId(int value) {
    public KeyId {
        if (value >>> 24 != 0) {
            throw new IllegalArgumentException("a key id has 3 bytes");
        }
    }

    public static KeyId of(byte[] publicKey) {
        byte[] hash = Domain.newSha256().digest(publicKey);
        return new KeyId((hash[0] & 0xff) << 16 | (hash[1] & 0xff) << 8 | (hash[2] & 0xff));
    }

    /** Six hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%06x", value);
    }
}
