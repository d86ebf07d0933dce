package dev.turnstone.rehearsal.mailbox;

/** What can be switched to go wrong. */
enum Fault {
    /** 429 with a Retry-After. */
    RATE_LIMIT("Answers 429, too many requests"),
    /** 500, and nothing was taken. */
    ERROR("Answers 500, nothing taken"),
    /** The message is taken and the answer withheld: only its idempotency key saves the reader from a second one. */
    TIMEOUT("Takes it, then hangs");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
