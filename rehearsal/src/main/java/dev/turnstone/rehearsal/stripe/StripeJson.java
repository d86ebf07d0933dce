package dev.turnstone.rehearsal.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.stripe.PaymentMethod.Billing;
import dev.turnstone.rehearsal.stripe.State.Canceled;
import dev.turnstone.rehearsal.stripe.State.Failure;
import dev.turnstone.rehearsal.stripe.State.NeedsAction;
import dev.turnstone.rehearsal.stripe.State.NeedsConfirmation;
import dev.turnstone.rehearsal.stripe.State.NeedsMethod;
import dev.turnstone.rehearsal.stripe.State.Succeeded;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The payments in Stripe's own shapes, field by field.
 *
 * @param base where the stand-in is reached, for the addresses inside its answers
 * @param methods finds a payment method by its id
 */
record StripeJson(URI base, Function<String, Optional<PaymentMethod>> methods) {
    Shape intent(Intent intent) {
        Terms terms = intent.terms();
        return publicIntent(intent)
                .number("amount_capturable", 0)
                .number("amount_received", intent.paid() ? terms.amount() : 0)
                .none("application", "application_fee_amount", "customer", "customer_account")
                .none("excluded_payment_method_types", "managed_payments", "on_behalf_of", "review", "source")
                .text("latest_charge", intent.latestCharge())
                .texts("metadata", terms.metadata())
                .shape("payment_method_options", methodOptions())
                .text("statement_descriptor", terms.statementDescriptor())
                .text("statement_descriptor_suffix", terms.statementDescriptorSuffix())
                .none("transfer_data", "transfer_group");
    }

    /** What a page may see of a payment with the publishable key: nothing the seller noted for itself. */
    Shape publicIntent(Intent intent) {
        Terms terms = intent.terms();
        State state = intent.state();
        return Shape.empty()
                .text("id", intent.id())
                .text("object", "payment_intent")
                .number("amount", terms.amount())
                .shape("amount_details", Shape.empty().shape("tip", Shape.empty()))
                .shape(
                        "automatic_payment_methods",
                        terms.automaticMethods()
                                ? Shape.empty()
                                        .text("allow_redirects", "always")
                                        .flag("enabled", true)
                                : null)
                .time("canceled_at", state instanceof Canceled canceled ? canceled.at() : null)
                .text("cancellation_reason", state instanceof Canceled canceled ? canceled.reason() : null)
                .text("capture_method", "automatic_async")
                .text("client_secret", intent.clientSecret())
                .text("confirmation_method", "automatic")
                .time("created", intent.created())
                .text("currency", terms.currency())
                .text("description", terms.description())
                .shape("last_payment_error", lastError(state))
                .flag("livemode", false)
                .shape("next_action", nextAction(state))
                .text("payment_method", state.method())
                .shape(
                        "payment_method_configuration_details",
                        terms.automaticMethods()
                                ? Shape.empty().text("id", "pmc_standin").none("parent")
                                : null)
                .texts("payment_method_types", List.of("card"))
                .none("processing")
                .text("receipt_email", terms.receiptEmail())
                .none("setup_future_usage", "shipping")
                .text("status", state.status());
    }

    private static Shape methodOptions() {
        return Shape.empty()
                .shape(
                        "card",
                        Shape.empty()
                                .none("installments", "mandate_options", "network")
                                .text("request_three_d_secure", "automatic"));
    }

    private @Nullable Shape lastError(State state) {
        return switch (state) {
            case NeedsMethod(Failure failure) when failure != null -> failure(failure);
            case NeedsMethod _, NeedsConfirmation _, NeedsAction _, Succeeded _, Canceled _ -> null;
        };
    }

    private Shape failure(Failure failure) {
        Shape shape = Shape.empty();
        if (failure.charge() != null) {
            shape.text("charge", failure.charge());
        }
        shape.text("code", failure.code());
        if (failure.declineCode() != null) {
            shape.text("decline_code", failure.declineCode());
        }
        shape.text("doc_url", docUrl(failure.code()))
                .text("message", failure.message())
                .shape(
                        "payment_method",
                        methods.apply(failure.method()).map(this::method).orElse(null))
                .text("type", failure.type());
        return shape;
    }

    private @Nullable Shape nextAction(State state) {
        return switch (state) {
            case NeedsAction action -> {
                String challenge = action.challenge();
                String returnUrl = action.returnUrl();
                String page = base.resolve("/challenge/" + challenge).toString();
                yield returnUrl == null
                        ? Shape.empty()
                                .text("type", "use_stripe_sdk")
                                .shape(
                                        "use_stripe_sdk",
                                        Shape.empty()
                                                .text("type", "three_d_secure_redirect")
                                                .text("source", challenge)
                                                .text("stripe_js", page))
                        : Shape.empty()
                                .shape(
                                        "redirect_to_url",
                                        Shape.empty()
                                                .text("return_url", returnUrl)
                                                .text("url", page))
                                .text("type", "redirect_to_url");
            }
            case NeedsMethod _, NeedsConfirmation _, Succeeded _, Canceled _ -> null;
        };
    }

    Shape method(PaymentMethod method) {
        Card card = method.card();
        return Shape.empty()
                .text("id", method.id())
                .text("object", "payment_method")
                .text("allow_redisplay", "unspecified")
                .shape("billing_details", billing(method.billing()))
                .shape(
                        "card",
                        Shape.empty()
                                .text("brand", card.kind().brand())
                                .shape("checks", checks(card))
                                .text("country", "US")
                                .text("display_brand", card.kind().brand())
                                .number("exp_month", card.expMonth())
                                .number("exp_year", card.expYear())
                                .text("fingerprint", fingerprint(card))
                                .text("funding", "credit")
                                .none("generated_from")
                                .text("last4", card.kind().last4())
                                .shape(
                                        "networks",
                                        Shape.empty()
                                                .texts(
                                                        "available",
                                                        List.of(card.kind().brand()))
                                                .none("preferred"))
                                .text("regulated_status", "unregulated")
                                .shape("three_d_secure_usage", Shape.empty().flag("supported", true))
                                .none("wallet"))
                .time("created", method.created())
                .none("customer", "customer_account")
                .flag("livemode", false)
                .texts("metadata", method.metadata())
                .text("type", "card");
    }

    static Shape billing(Billing billing) {
        return Shape.empty()
                .shape(
                        "address",
                        Shape.empty()
                                .none("city")
                                .text("country", billing.country())
                                .none("line1", "line2")
                                .text("postal_code", billing.postalCode())
                                .none("state"))
                .text("email", billing.email())
                .text("name", billing.name())
                .text("phone", billing.phone())
                .none("tax_id");
    }

    static Shape checks(Card card) {
        return Shape.empty()
                .none("address_line1_check", "address_postal_code_check")
                .text("cvc_check", card.kind() == TestCard.WRONG_CVC ? "fail" : "pass");
    }

    /** The same card has the same fingerprint, whoever types it. */
    static String fingerprint(Card card) {
        String text = "Card" + card.kind().name().replace("_", "") + "Fingerprint";
        return text.substring(0, 16);
    }

    Shape event(Event event, String apiVersion, long pending) {
        return Shape.empty()
                .text("id", event.id())
                .text("object", "event")
                .text("api_version", apiVersion)
                .time("created", event.created())
                .shape("data", Shape.empty().json("object", read(event.object())))
                .flag("livemode", false)
                .number("pending_webhooks", pending)
                .shape(
                        "request",
                        Shape.empty()
                                .text("id", event.origin().request())
                                .text("idempotency_key", event.origin().idempotencyKey()))
                .text("type", event.type());
    }

    private static JsonNode read(String json) {
        return Json.read(json, JsonNode.class);
    }

    static Shape list(String url, List<Shape> data, boolean more) {
        return Shape.of("list").shapes("data", data).flag("has_more", more).text("url", url);
    }

    /**
     * @param toPage whether a page asked, which sees no more of the payment than it may
     */
    Shape error(StripeFault fault, boolean toPage) {
        Shape error = Shape.empty();
        if (fault.charge() != null) {
            error.text("charge", fault.charge());
        }
        if (fault.code() != null) {
            error.text("code", fault.code()).text("doc_url", docUrl(fault.code()));
        }
        if (fault.declineCode() != null) {
            error.text("decline_code", fault.declineCode());
        }
        error.text("message", fault.message());
        if (fault.param() != null) {
            error.text("param", fault.param());
        }
        Intent about = fault.intent();
        if (about != null) {
            error.shape("payment_intent", toPage ? publicIntent(about) : intent(about));
            if (about.state() instanceof NeedsMethod(Failure failure) && failure != null) {
                error.shape(
                        "payment_method",
                        methods.apply(failure.method()).map(this::method).orElse(null));
            }
        }
        return Shape.empty().shape("error", error.text("type", fault.type()));
    }

    private static String docUrl(String code) {
        return "https://stripe.com/docs/error-codes/" + code.replace('_', '-');
    }
}
