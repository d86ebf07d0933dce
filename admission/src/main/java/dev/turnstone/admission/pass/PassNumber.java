package dev.turnstone.admission.pass;

/** 64 random bits that name one pass of one event. Unsigned; never sequential. */
public record PassNumber(long value) implements Comparable<PassNumber> {

    /** From unsigned decimal, as JSON and pages carry it: without sign or leading zeros, so that each has one text. */
    public static PassNumber parse(String unsignedDecimal) {
        PassNumber number = new PassNumber(Long.parseUnsignedLong(unsignedDecimal));
        if (!number.toString().equals(unsignedDecimal)) {
            throw new IllegalArgumentException("not a pass number: \"" + unsignedDecimal + "\"");
        }
        return number;
    }

    @Override
    public int compareTo(PassNumber other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** Unsigned decimal. */
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
