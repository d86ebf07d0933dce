package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whoever takes the money. Every method may throw {@link PaymentTrouble}; none is called inside a transaction. */
public interface PaymentProvider {
    /** Opens an intent; the same key again finds the same intent. */
    Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId);

    Intent read(String intent);

    /** Tries to cancel, and tells how the intent stands afterwards: it may have been paid meanwhile. */
    Intent cancel(String intent);

    /** Gives everything back; the same key again is the same refund. Returns the refund's id. */
    String refund(String idempotencyKey, String intent);

    /** Gives so much back; the same key again is the same refund. */
    GivenBack giveBack(String idempotencyKey, String intent, Money amount);

    /** How a refund stands now. */
    GivenBack readRefund(String refund);

    /** The disputes about an intent, as they stand now. */
    List<Contested> disputes(String intent);

    /** Hands in what speaks for us. */
    void answer(String dispute, Evidence evidence);

    /** The account since then: what was paid out, and every line of it. */
    Account account(Instant since);

    /** A refund at the provider. */
    record GivenBack(String id, State state, String error) {
        /** Where a refund stands. */
        public enum State {
            PENDING,
            SUCCEEDED,
            FAILED
        }
    }

    /** A dispute at the provider. {@code state} in our words. */
    record Contested(String id, String state, String reason, Money amount, Optional<Instant> due) {}

    /** What speaks for a sale: who bought, what was delivered when, and how it was used. */
    record Evidence(String customerName, String customerEmail, String description, String story) {}

    /** The provider's account. {@code held} is what it says that it keeps for us. */
    record Account(List<Payout> payouts, List<Entry> entries, List<Money> held) {}

    /** Money on its way to the owner's bank. */
    record Payout(String id, Money amount, String state, Instant arrives) {}

    /** One line of the account; {@code intent} is the payment that it is about, {@code payout} the one that took it along. */
    record Entry(
            String id,
            String kind,
            Optional<String> source,
            Optional<String> intent,
            Money amount,
            Money fee,
            Money net,
            Instant booked,
            Optional<String> payout) {}
}
