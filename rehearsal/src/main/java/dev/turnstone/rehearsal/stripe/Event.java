package dev.turnstone.rehearsal.stripe;

import java.time.Instant;

/**
 * Something that happened, as it is told to the seller.
 *
 * @param type such as {@code payment_intent.succeeded}
 * @param payment the payment it belongs to, by its id
 * @param object the JSON of what it happened to, as it was at that instant: a later retry tells the same
 */
record Event(String id, String type, Instant created, String payment, String object, Origin origin) {}
