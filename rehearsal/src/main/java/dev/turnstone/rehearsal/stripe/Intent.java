package dev.turnstone.rehearsal.stripe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One payment from the wish to its end: Stripe's PaymentIntent. */
record Intent(
        String id,
        String clientSecret,
        Instant created,
        Terms terms,
        State state,
        @Nullable String latestCharge) {
    Intent with(Terms changed) {
        return new Intent(id, clientSecret, created, changed, state, latestCharge);
    }

    Intent with(State next) {
        return new Intent(id, clientSecret, created, terms, next, latestCharge);
    }

    Intent charged(Charge charge, State next) {
        return new Intent(id, clientSecret, created, terms, next, charge.id());
    }

    boolean paid() {
        return state instanceof State.Succeeded;
    }
}
