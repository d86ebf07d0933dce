package dev.turnstone.admission.record;

/**
 * One showing of a pass at a lane, named by the device before it asks anybody. Whatever is lost, late or repeated, one
 * id counts at most once.
 *
 * <p>{@code seq} never repeats within a journal, not even after a power cut: a device reserves a block of numbers
 * durably before it uses the first of them. It is not the position of an entry: numbers may be skipped, positions not.
 */
public record PresentationId(JournalId journal, long seq) {
    public PresentationId {
        if (seq < 0) {
            throw new IllegalArgumentException("seq must not be negative: " + seq);
        }
    }

    /** {@code <journal>:<seq>}. */
    public static PresentationId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a presentation id: \"" + text + "\"");
        }
        return new PresentationId(JournalId.parse(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return journal + ":" + seq;
    }
}
