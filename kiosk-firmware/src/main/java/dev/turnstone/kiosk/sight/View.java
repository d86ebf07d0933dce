package dev.turnstone.kiosk.sight;

/** What a gate can see. A ticket before a camera that sees nothing would wait for ever: then guests are referred. */
public sealed interface View {
    /** Nobody knows yet: the camera is being opened. */
    record Opening() implements View {}

    record Clear() implements View {}

    /** Frames come, and there is nothing in them: a cap, a thumb, a sticker, or no light at all. */
    record Covered() implements View {}

    /**
     * No frames come.
     *
     * @param why and what to do, for staff
     */
    record Missing(String why) implements View {}

    /** Whether a guest's ticket would be seen. */
    default boolean sees() {
        return switch (this) {
            case Opening opening -> true;
            case Clear clear -> true;
            case Covered covered -> false;
            case Missing missing -> false;
        };
    }
}
