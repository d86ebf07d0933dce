package dev.turnstone.rehearsal.stripe;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The money in Stripe's own shapes, field by field: what was taken, what was given back, what the account says.
 *
 * @param base where the stand-in is reached, for the addresses inside its answers
 * @param refunds finds what was given back of a charge, newest first
 */
record ChargeJson(URI base, Function<String, List<Refund>> refunds) {
    Shape charge(Charge charge) {
        Terms terms = charge.terms();
        Decline decline = charge.decline();
        List<Refund> given = refunds.apply(charge.id());
        long back = given.stream().mapToLong(Refund::amount).sum();
        return Shape.empty()
                .text("id", charge.id())
                .text("object", "charge")
                .number("amount", terms.amount())
                .number("amount_captured", charge.paid() ? terms.amount() : 0)
                .number("amount_refunded", back)
                .none("application", "application_fee", "application_fee_amount")
                .text("balance_transaction", charge.paid() ? Movement.idOf(charge.id()) : null)
                .shape("billing_details", StripeJson.billing(charge.method().billing()))
                .text("calculated_statement_descriptor", "TURNSTONE REHEARSAL")
                .flag("captured", charge.paid())
                .time("created", charge.created())
                .text("currency", terms.currency())
                .none("customer")
                .text("description", terms.description())
                .flag("disputed", false)
                .none("failure_balance_transaction")
                .text("failure_code", decline == null ? null : decline.code())
                .text("failure_message", decline == null ? null : decline.message())
                .shape("fraud_details", Shape.empty())
                .flag("livemode", false)
                .texts("metadata", terms.metadata())
                .none("on_behalf_of")
                .shape("outcome", outcome(decline))
                .flag("paid", charge.paid())
                .text("payment_intent", charge.intent())
                .text("payment_method", charge.method().id())
                .shape("payment_method_details", methodDetails(charge))
                .text("receipt_email", terms.receiptEmail())
                .none("receipt_number")
                .text(
                        "receipt_url",
                        charge.paid() ? base.resolve("/#" + charge.id()).toString() : null)
                .flag("refunded", charge.paid() && back == terms.amount())
                .shape(
                        "refunds",
                        StripeJson.list(
                                "/v1/charges/" + charge.id() + "/refunds",
                                given.stream().map(this::refund).toList(),
                                false))
                .none("review", "shipping", "source", "source_transfer")
                .text("statement_descriptor", terms.statementDescriptor())
                .text("statement_descriptor_suffix", terms.statementDescriptorSuffix())
                .text("status", charge.paid() ? "succeeded" : "failed")
                .none("transfer_data", "transfer_group");
    }

    private static Shape outcome(@Nullable Decline decline) {
        Shape outcome = Shape.empty().none("advice_code", "network_advice_code", "network_decline_code");
        if (decline == null) {
            return outcome.text("network_status", "approved_by_network")
                    .none("reason")
                    .text("seller_message", "Payment complete.")
                    .text("type", "authorized");
        }
        return outcome.text("network_status", "declined_by_network")
                .text("reason", decline.declineCode() == null ? decline.code() : decline.declineCode())
                .text("seller_message", "The bank did not return any further details with this decline.")
                .text("type", "issuer_declined");
    }

    private static Shape methodDetails(Charge charge) {
        Card card = charge.method().card();
        Shape details = Shape.empty()
                .number("amount_authorized", charge.terms().amount())
                .text("authorization_code", charge.paid() ? "123456" : null)
                .text("brand", card.kind().brand())
                .shape("checks", StripeJson.checks(card))
                .text("country", "US")
                .number("exp_month", card.expMonth())
                .number("exp_year", card.expYear())
                .shape("extended_authorization", Shape.empty().text("status", "disabled"))
                .text("fingerprint", StripeJson.fingerprint(card))
                .text("funding", "credit")
                .shape("incremental_authorization", Shape.empty().text("status", "unavailable"))
                .none("installments")
                .text("last4", card.kind().last4())
                .none("mandate")
                .shape("multicapture", Shape.empty().text("status", "unavailable"))
                .text("network", card.kind().brand())
                .shape("network_token", Shape.empty().flag("used", false))
                .none("network_transaction_id")
                .shape(
                        "overcapture",
                        Shape.empty()
                                .number(
                                        "maximum_amount_capturable",
                                        charge.terms().amount())
                                .text("status", "unavailable"))
                .text("regulated_status", "unregulated")
                .shape("three_d_secure", charge.challenged() ? threeDSecure() : null)
                .none("transaction_link_id", "wallet");
        return Shape.empty().shape("card", details).text("type", "card");
    }

    private static Shape threeDSecure() {
        return Shape.empty()
                .text("authentication_flow", "challenge")
                .text("electronic_commerce_indicator", "05")
                .none("exemption_indicator")
                .text("result", "authenticated")
                .none("result_reason")
                .text("transaction_id", "00000000-0000-4000-8000-000000000000")
                .text("version", "2.2.0");
    }

    Shape refund(Refund refund) {
        return Shape.empty()
                .text("id", refund.id())
                .text("object", "refund")
                .number("amount", refund.amount())
                .text("balance_transaction", Movement.idOf(refund.id()))
                .text("charge", refund.charge())
                .time("created", refund.created())
                .text("currency", refund.currency())
                .none("customer", "customer_account")
                .shape(
                        "destination_details",
                        Shape.empty()
                                .shape("card", Shape.empty().text("type", "refund"))
                                .text("type", "card"))
                .texts("metadata", refund.metadata())
                .text("payment_intent", refund.intent())
                .none("payment_method")
                .text("reason", refund.reason())
                .none("receipt_number", "source_transfer_reversal")
                .text("status", "succeeded")
                .none("transfer_reversal");
    }

    Shape movement(Movement movement) {
        List<Shape> fees = movement.fee() == 0
                ? List.of()
                : List.of(Shape.empty()
                        .number("amount", movement.fee())
                        .none("application")
                        .text("currency", movement.currency())
                        .text("description", "Stripe processing fees")
                        .text("type", "stripe_fee"));
        return Shape.empty()
                .text("id", movement.id())
                .text("object", "balance_transaction")
                .number("amount", movement.amount())
                .time("available_on", movement.at())
                .text("balance_type", "payments")
                .time("created", movement.at())
                .text("currency", movement.currency())
                .text("description", movement.description())
                .none("exchange_rate")
                .number("fee", movement.fee())
                .shapes("fee_details", fees)
                .number("net", movement.net())
                .text("reporting_category", movement.type())
                .text("source", movement.source())
                .text("status", "available")
                .text("type", movement.type());
    }

    /** What all movements add up to, a currency each. */
    Shape balance(List<Movement> movements) {
        Map<String, Long> net = new TreeMap<>();
        movements.forEach(movement -> net.merge(movement.currency(), movement.net(), Long::sum));
        List<Shape> available = net.entrySet().stream()
                .map(sum -> Shape.empty()
                        .number("amount", sum.getValue())
                        .text("currency", sum.getKey())
                        .shape("source_types", Shape.empty().number("card", sum.getValue())))
                .toList();
        return Shape.of("balance")
                .shapes("available", available)
                .shapes("connect_reserved", List.of())
                .flag("livemode", false)
                .shapes("pending", List.of());
    }
}
