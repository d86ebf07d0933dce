package dev.turnstone.admission.wire;

/**
 * One change that a hub has to know.
 *
 * @param kind {@link #KEYS} or {@link #SHEET} with a {@link SignedSetting} as body, {@link #PASS} with a
 *     {@link PassChange}; a kind unknown to the reader is stepped over
 */
public record FeedEntry<B>(long position, String kind, B body) {
    public static final String KEYS = "keys";
    public static final String SHEET = "sheet";
    public static final String PASS = "pass";

    public FeedEntry {
        Check.number("position", position, 1);
        Check.word("kind", kind);
    }
}
