package dev.turnstone.rehearsal.stripe;

import org.jspecify.annotations.Nullable;

/** The request that caused something, as an event tells it. */
record Origin(@Nullable String request, @Nullable String idempotencyKey) {
    /** Not a call of the API: the guest answered the bank's challenge. */
    static final Origin GUEST = new Origin(null, null);
}
