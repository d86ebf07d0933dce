package dev.turnstone.admission.pass;

/** What a phone shows beside a live pass: step i and c_(n-i). Unsigned; the chain proves it. */
public record LiveCode(int step, Link link) {
    public static final int BYTES = 2 + Link.BYTES;

    public LiveCode {
        if (step >>> 16 != 0) {
            throw new IllegalArgumentException("a step has 2 bytes: " + step);
        }
    }
}
