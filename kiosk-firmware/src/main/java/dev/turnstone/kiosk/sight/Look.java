package dev.turnstone.kiosk.sight;

/** What a reader makes of a picture. */
public sealed interface Look {
    Look NOTHING = new Nothing();

    record Found(Code code) implements Look {}

    /** There is a code, and it cannot be read: too small, out of focus, moved, in the glare of a lamp. */
    record Glimpsed(Region where) implements Look {}

    record Nothing() implements Look {}

    static Look found(String text, Region where) {
        return new Found(new Code(text, where));
    }
}
