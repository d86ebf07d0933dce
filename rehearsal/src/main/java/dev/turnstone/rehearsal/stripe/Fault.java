package dev.turnstone.rehearsal.stripe;

/** What can be switched to go wrong. */
enum Fault {
    /** A webhook comes twice. */
    DUPLICATE("Webhook comes twice"),
    /** A webhook is overtaken by the ones after it. */
    REORDER("Webhook is overtaken by later ones"),
    /** A webhook comes much later. */
    DELAY("Webhook comes 10 s late"),
    /** A webhook never comes; the event is only to be found by asking. */
    DROP("Webhook never comes"),
    /** The API answers 500 and did nothing. */
    ERROR("API answers 500, nothing done"),
    /** The API does its work and keeps the answer to itself for a long time. */
    TIMEOUT("API does it, then hangs"),
    /** The API answers 429. */
    RATE_LIMIT("API answers 429, too many requests");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
