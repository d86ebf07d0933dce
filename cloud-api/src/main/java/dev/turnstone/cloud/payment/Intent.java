package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import java.util.Optional;

/** A PaymentIntent as the provider tells it now. {@code givenBack} is how much of what was received went back. */
public record Intent(
        String id,
        String clientSecret,
        State state,
        Money amount,
        Money received,
        Money givenBack,
        Optional<Failure> lastFailure) {

    /** Where the provider says the payment stands. */
    public enum State {
        /** A card is still to be given, or the last one was declined. */
        AWAITING_METHOD,
        /** The guest has a step to do, such as 3-D Secure. */
        AWAITING_GUEST,
        /** The bank has not said yet. */
        PROCESSING,
        /** The money is ours. */
        SUCCEEDED,
        /** It can never be paid again. */
        CANCELLED
    }

    /** Why an attempt failed. {@code attempt} names it, so that one attempt is logged once. */
    public record Failure(String attempt, String code, String declineCode, String message) {}
}
