package dev.turnstone.admission.wire;

import java.util.List;

/**
 * {@code GET /api/v1/hub/feed?after=position} at the cloud.
 *
 * @param incarnation one unbroken life of the feed: where it changes, begin again at 0
 * @param entries in rising order of position
 * @param head the highest position there is
 * @param <B> what the reader's JSON library takes an undecided object for
 */
public record FeedPage<B>(String incarnation, List<FeedEntry<B>> entries, long head) {
    public static final int MOST_ENTRIES = 1_000;

    public FeedPage {
        Check.token("incarnation", incarnation);
        entries = Check.atMost("entries", entries, MOST_ENTRIES);
        Check.number("head", head, 0);
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).position() <= entries.get(i - 1).position()) {
                throw new IllegalArgumentException(
                        "positions must rise, and " + entries.get(i).position() + " does not");
            }
        }
    }
}
