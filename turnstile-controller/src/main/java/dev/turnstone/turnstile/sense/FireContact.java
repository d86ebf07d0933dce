package dev.turnstone.turnstile.sense;

/** The fire panel's contact, normally closed. Everything but a closed contact is an alarm. */
public enum FireContact {
    /** Current flows: no alarm. */
    CLOSED,
    /** The panel opened it, or a wire is cut. */
    OPEN,
    /** The line cannot be read. */
    UNREADABLE;

    public boolean alarms() {
        return this != CLOSED;
    }
}
