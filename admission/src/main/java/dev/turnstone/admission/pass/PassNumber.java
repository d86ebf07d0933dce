package dev.turnstone.admission.pass;

/** 64 random bits that name one pass of one event. Unsigned; never sequential. */
public record PassNumber(long value) implements Comparable<PassNumber> {

    /** From unsigned decimal, as JSON and pages carry it. */
    public static PassNumber parse(String unsignedDecimal) {
        return new PassNumber(Long.parseUnsignedLong(unsignedDecimal));
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
