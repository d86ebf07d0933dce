package dev.turnstone.admission.record;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** 16 random bytes made together with a journal's file: a copied or restored file is told from a new one by it. */
public record JournalId(long high, long low) {

    public static JournalId random(RandomGenerator random) {
        return new JournalId(random.nextLong(), random.nextLong());
    }

    public static JournalId parse(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a journal id has 32 hexadecimal digits: \"" + hex + "\"");
        }
        return new JournalId(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
