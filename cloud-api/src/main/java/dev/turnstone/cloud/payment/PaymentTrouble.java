package dev.turnstone.cloud.payment;

/** The provider could not be reached, or would not. Nothing is known to have happened; what was asked is asked again. */
public final class PaymentTrouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    PaymentTrouble(String message) {
        super(message);
    }

    PaymentTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
