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
}
