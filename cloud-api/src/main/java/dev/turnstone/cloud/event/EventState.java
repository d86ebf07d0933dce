package dev.turnstone.cloud.event;

/** The life of an event. */
public enum EventState {
    /** Being written; nobody else sees it. */
    DRAFT,
    /** On the purchase site and on the gates of its venue. */
    PUBLISHED,
    /** Called off: nothing is sold, nobody is admitted. */
    CANCELLED,
    /** Over. */
    COMPLETED
}
