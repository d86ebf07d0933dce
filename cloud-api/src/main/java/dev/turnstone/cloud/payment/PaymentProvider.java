package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;

/** Whoever takes the money. Every method may throw {@link PaymentTrouble}; none is called inside a transaction. */
public interface PaymentProvider {
    /** Opens an intent; the same key again finds the same intent. */
    Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId);

    Intent read(String intent);

    /** Tries to cancel, and tells how the intent stands afterwards: it may have been paid meanwhile. */
    Intent cancel(String intent);

    /** Gives everything back; the same key again is the same refund. Returns the refund's id. */
    String refund(String idempotencyKey, String intent);
}
