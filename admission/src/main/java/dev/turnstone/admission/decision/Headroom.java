package dev.turnstone.admission.decision;

/**
 * How many more people may enter through a doorway, as far as the one who decides may spend: the hub has the whole, a
 * gate that is cut off only the share it was given.
 */
public record Headroom(long people) {
    public static final Headroom UNLIMITED = new Headroom(Long.MAX_VALUE);

    public boolean isSpent() {
        return people <= 0;
    }
}
