package dev.turnstone.turnstile.lane;

/** What frees the way out in one kind of loss. */
public enum FreedBy {
    /** The barrier's own mechanism, without power: an arm that drops, flaps that swing free. */
    MECHANISM,
    /** The lock lets go without current. */
    NO_CURRENT,
    /** The keep-alive circuit, once the beats stop. */
    KEEP_ALIVE,
    /** The fire contact, wired into the barrier's emergency input or the lock's supply. */
    CONTACT,
    /** A handle on the inside, always. */
    INSIDE_HANDLE,
    /** Nothing: no lane may run so. */
    NOTHING
}
