package dev.turnstone.rehearsal.stripe;

/** What a card does when it is charged. */
sealed interface Behaviour {
    /** The bank pays. */
    record Pays() implements Behaviour {}

    /** The bank refuses. */
    record Refuses(Decline decline) implements Behaviour {}

    /** The bank wants its customer to prove who they are (3-D Secure) before it does what comes after. */
    record AsksFirst(Behaviour then) implements Behaviour {}
}
