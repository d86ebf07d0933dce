package dev.turnstone.rehearsal.stripe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a payment stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = State.NeedsMethod.class, name = "requires_payment_method"),
    @JsonSubTypes.Type(value = State.NeedsConfirmation.class, name = "requires_confirmation"),
    @JsonSubTypes.Type(value = State.NeedsAction.class, name = "requires_action"),
    @JsonSubTypes.Type(value = State.Succeeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = State.Canceled.class, name = "canceled")
})
sealed interface State {
    /** Nobody has said yet how to pay, or the last way failed. */
    record NeedsMethod(@Nullable Failure last) implements State {}

    /** The way to pay is known, and nobody has said "pay". */
    record NeedsConfirmation(String method) implements State {}

    /** The bank waits for its customer's answer to a challenge. */
    record NeedsAction(
            String method, String challenge, @Nullable String returnUrl) implements State {}

    /** Paid. Nothing follows but refunds. */
    record Succeeded(String method) implements State {}

    /** Never to be paid. */
    record Canceled(Instant at, @Nullable String reason) implements State {}

    default String status() {
        return switch (this) {
            case NeedsMethod _ -> "requires_payment_method";
            case NeedsConfirmation _ -> "requires_confirmation";
            case NeedsAction _ -> "requires_action";
            case Succeeded _ -> "succeeded";
            case Canceled _ -> "canceled";
        };
    }

    default @Nullable String method() {
        return switch (this) {
            case NeedsMethod _, Canceled _ -> null;
            case NeedsConfirmation(String method) -> method;
            case NeedsAction action -> action.method();
            case Succeeded(String method) -> method;
        };
    }

    /**
     * Why the last attempt came to nothing.
     *
     * @param type {@code card_error} for a bank's refusal, {@code invalid_request_error} for a failed challenge
     */
    record Failure(
            String type,
            String code,
            @Nullable String declineCode,
            String message,
            String method,
            @Nullable String charge) {}
}
