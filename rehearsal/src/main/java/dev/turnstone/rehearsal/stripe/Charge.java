package dev.turnstone.rehearsal.stripe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take the money.
 *
 * @param decline why it was refused; null when it was paid
 * @param challenged whether the bank's customer proved who they are
 */
record Charge(
        String id,
        String intent,
        PaymentMethod method,
        Terms terms,
        Instant created,
        @Nullable Decline decline,
        boolean challenged) {
    boolean paid() {
        return decline == null;
    }

    /** Money that moved has one balance transaction, named after the charge that moved it. */
    String balanceTransaction() {
        return "txn_" + id.substring(id.indexOf('_') + 1);
    }

    /** Stripe's standard fee of 2.9 % and 30 in the smallest unit, rounded to the nearest. */
    long fee() {
        return (terms.amount() * 29 + 500) / 1000 + 30;
    }
}
