package dev.turnstone.rehearsal.stripe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the seller's account: Stripe's balance transaction.
 *
 * @param type {@code charge} or {@code refund}; a refund's amount is negative and gives no fee back
 * @param source what moved the money
 */
record Movement(
        String type,
        String source,
        long amount,
        long fee,
        String currency,
        Instant at,
        @Nullable String description) {
    /** The id of the movement that a charge or a refund makes: the same name, of another kind. */
    static String idOf(String source) {
        return "txn_" + source.substring(source.indexOf('_') + 1);
    }

    /** Stripe's standard fee of 2.9 % and 30 in the smallest unit, rounded to the nearest. */
    static Movement of(Charge paid) {
        Terms terms = paid.terms();
        long fee = (terms.amount() * 29 + 500) / 1000 + 30;
        return new Movement(
                "charge", paid.id(), terms.amount(), fee, terms.currency(), paid.created(), terms.description());
    }

    static Movement of(Refund refund) {
        return new Movement(
                "refund", refund.id(), -refund.amount(), 0, refund.currency(), refund.created(), "REFUND FOR CHARGE");
    }

    String id() {
        return idOf(source);
    }

    long net() {
        return amount - fee;
    }
}
