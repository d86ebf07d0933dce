package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.State.Canceled;
import dev.turnstone.rehearsal.stripe.State.Failure;
import dev.turnstone.rehearsal.stripe.State.NeedsAction;
import dev.turnstone.rehearsal.stripe.State.NeedsConfirmation;
import dev.turnstone.rehearsal.stripe.State.NeedsMethod;
import dev.turnstone.rehearsal.stripe.State.Succeeded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call does to a payment, decided and not yet done.
 *
 * @param charge the attempt that was made, if one was
 * @param news the types of the events that tell of it, in order
 */
record Step(Intent intent, @Nullable Charge charge, List<String> news) {
    static Step created(Intent intent) {
        return new Step(intent, null, List.of("payment_intent.created"));
    }

    /** Changes the terms, while there is still something to be agreed. */
    static Step updated(Intent intent, Terms terms, @Nullable PaymentMethod method) {
        State next = switch (intent.state()) {
            case NeedsMethod _, NeedsConfirmation _, NeedsAction _ ->
                method == null ? intent.state() : new NeedsConfirmation(method.id());
            case Succeeded _, Canceled _ -> {
                // A settled payment may still be described, not repriced.
                if (method != null
                        || terms.amount() != intent.terms().amount()
                        || !terms.currency().equals(intent.terms().currency())) {
                    throw StripeFault.unexpectedState(
                            intent,
                            "This PaymentIntent's amount could not be updated because it has a status of "
                                    + intent.state().status() + ".");
                }
                yield intent.state();
            }
        };
        return new Step(intent.with(terms).with(next), null, List.of());
    }

    static Step confirmed(Intent intent, PaymentMethod method, @Nullable String returnUrl, Ids ids, Instant now) {
        return switch (intent.state()) {
            case NeedsMethod _, NeedsConfirmation _, NeedsAction _ ->
                switch (method.card().kind().behaviour()) {
                    case Behaviour.AsksFirst _ ->
                        new Step(
                                intent.with(new NeedsAction(method.id(), ids.next("src"), returnUrl)),
                                null,
                                List.of("payment_intent.requires_action"));
                    case Behaviour.Pays pays -> charged(intent, method, pays, false, ids, now);
                    case Behaviour.Refuses refuses -> charged(intent, method, refuses, false, ids, now);
                };
            case Succeeded _, Canceled _ ->
                throw StripeFault.unexpectedState(
                        intent,
                        "You cannot confirm this PaymentIntent because it has already "
                                + (intent.paid() ? "succeeded after being previously confirmed." : "been canceled."));
        };
    }

    /** The bank's customer answered the challenge. */
    static Step authenticated(Intent intent, PaymentMethod method, boolean proven, Ids ids, Instant now) {
        if (!proven) {
            Failure failure = new Failure(
                    "invalid_request_error",
                    "payment_intent_authentication_failure",
                    null,
                    "We are unable to authenticate your payment method. Please choose a different payment method and"
                            + " try again.",
                    method.id(),
                    null);
            return new Step(intent.with(new NeedsMethod(failure)), null, List.of("payment_intent.payment_failed"));
        }
        Behaviour behaviour = method.card().kind().behaviour();
        return charged(
                intent,
                method,
                behaviour instanceof Behaviour.AsksFirst(Behaviour then) ? then : behaviour,
                true,
                ids,
                now);
    }

    static Step canceled(Intent intent, @Nullable String reason, Instant now) {
        return switch (intent.state()) {
            case NeedsMethod _, NeedsConfirmation _, NeedsAction _ ->
                new Step(intent.with(new Canceled(now, reason)), null, List.of("payment_intent.canceled"));
            case Succeeded _, Canceled _ ->
                throw StripeFault.unexpectedState(
                        intent,
                        "You cannot cancel this PaymentIntent because it has a status of "
                                + intent.state().status() + ". Only a PaymentIntent with one of the following statuses"
                                + " may be canceled: requires_payment_method, requires_capture,"
                                + " requires_confirmation, requires_action, processing.");
        };
    }

    private static Step charged(
            Intent intent, PaymentMethod method, Behaviour behaviour, boolean challenged, Ids ids, Instant now) {
        @Nullable
        Decline decline = switch (behaviour) {
            case Behaviour.Refuses(Decline refused) -> refused;
            case Behaviour.Pays _, Behaviour.AsksFirst _ -> null;
        };
        Charge charge = new Charge(ids.next("ch"), intent.id(), method, intent.terms(), now, decline, challenged);
        if (decline == null) {
            return new Step(
                    intent.charged(charge, new Succeeded(method.id())),
                    charge,
                    List.of("charge.succeeded", "payment_intent.succeeded"));
        }
        Failure failure = new Failure(
                "card_error", decline.code(), decline.declineCode(), decline.message(), method.id(), charge.id());
        return new Step(
                intent.charged(charge, new NeedsMethod(failure)),
                charge,
                List.of("charge.failed", "payment_intent.payment_failed"));
    }
}
