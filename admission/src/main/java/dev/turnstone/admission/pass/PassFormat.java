package dev.turnstone.admission.pass;

/** The first byte of a pass. */
public enum PassFormat {
    /** What is scanned never changes: print, simple mail. */
    STATIC(0x01),
    /** Carries the anchor of a hash chain; a phone adds a code that changes every step. */
    LIVE(0x02);

    private final int code;

    PassFormat(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
