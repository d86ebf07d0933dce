package dev.turnstone.rehearsal.stripe;

import org.jspecify.annotations.Nullable;

/** Why a bank said no, in the words that Stripe passes on. */
record Decline(String code, @Nullable String declineCode, String message) {
    static final Decline GENERIC = new Decline("card_declined", "generic_decline", "Your card was declined.");
    static final Decline NO_FUNDS =
            new Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.");
    static final Decline LOST_CARD = new Decline("card_declined", "lost_card", "Your card was declined.");
    static final Decline EXPIRED = new Decline("expired_card", null, "Your card has expired.");
    static final Decline WRONG_CVC = new Decline("incorrect_cvc", null, "Your card's security code is incorrect.");
    static final Decline PROCESSING_ERROR = new Decline(
            "processing_error", null, "An error occurred while processing your card. Try again in a little bit.");
    static final Decline NOT_A_TEST_CARD = new Decline(
            "card_declined",
            "test_mode_live_card",
            "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid"
                    + " test cards, visit: https://stripe.com/docs/testing.");
}
