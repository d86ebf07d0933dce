package dev.turnstone.rehearsal.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnstone.rehearsal.stripe.Paging.Page;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls of Stripe's API that Turnstone makes: parameters in, an object out, or a {@link StripeFault}. */
final class StripeCalls {
    /** The version whose shapes these are: the one that our stripe-java speaks. */
    static final String API_VERSION = "2026-07-29.dahlia";

    private static final Set<String> PAYING =
            Set.of("payment_method", "payment_method_data", "return_url", "use_stripe_sdk");
    private static final Set<String> RETRIEVE = Set.of("expand", "client_secret", "key");
    private static final Set<String> CREATE = and(Terms.PARAMS, PAYING, Set.of("confirm"));
    private static final Set<String> UPDATE = and(Terms.PARAMS, Set.of("payment_method", "payment_method_data"));
    private static final Set<String> CONFIRM = and(PAYING, RETRIEVE, Set.of("receipt_email"));
    private static final Set<String> LIST = Set.of(
            "limit",
            "starting_after",
            "ending_before",
            "created",
            "expand",
            "payment_intent",
            "charge",
            "type",
            "types");
    private static final Set<String> REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer", "abandoned");

    private static final Set<String> REFUND_REASONS = Set.of("duplicate", "fraudulent", "requested_by_customer");

    private final Payments payments;
    private final Supplier<Map<String, Long>> pending;

    /**
     * @param pending how many copies of each event are still on their way
     */
    StripeCalls(Payments payments, Supplier<Map<String, Long>> pending) {
        this.payments = payments;
        this.pending = pending;
    }

    private static Set<String> and(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }

    private static Set<String> and(Set<String> one, Set<String> other, Set<String> third) {
        return and(and(one, other), third);
    }

    Shape createIntent(Call call) {
        Params params = call.params(CREATE);
        Terms terms = Terms.of(params);
        Intent intent = payments.create(terms, paying(params), call.origin());
        if (params.flag("confirm")) {
            intent = payments.confirm(intent.id(), Optional.empty(), returnUrl(call), call.origin());
        }
        return expanded(json().intent(intent), params);
    }

    Shape retrieveIntent(Call call) {
        Params params = call.params(RETRIEVE);
        Intent intent = call.entitled(payments.intent(call.id()));
        return call.fromPage() ? json().publicIntent(intent) : expanded(json().intent(intent), params);
    }

    Shape updateIntent(Call call) {
        Params params = call.params(UPDATE);
        return expanded(json().intent(payments.update(call.id(), params, paying(params), call.origin())), params);
    }

    Shape confirmIntent(Call call) {
        Params params = call.params(CONFIRM);
        Intent before = call.entitled(payments.intent(call.id()));
        if (params.has("receipt_email")) {
            payments.update(before.id(), receiptOnly(params), Optional.empty(), call.origin());
        }
        Intent intent = payments.confirm(before.id(), paying(params), returnUrl(call), call.origin());
        return call.fromPage() ? json().publicIntent(intent) : expanded(json().intent(intent), params);
    }

    private static Params receiptOnly(Params params) {
        return new Params(Map.of("receipt_email", params.text("receipt_email", "")));
    }

    Shape cancelIntent(Call call) {
        Params params = call.params(Set.of("cancellation_reason", "expand"));
        String reason = params.text("cancellation_reason").orElse(null);
        if (reason != null && !REASONS.contains(reason)) {
            throw StripeFault.invalid(
                    null,
                    "Invalid cancellation_reason: must be one of duplicate, fraudulent, requested_by_customer, or"
                            + " abandoned",
                    "cancellation_reason");
        }
        return expanded(json().intent(payments.cancel(call.id(), reason, call.origin())), params);
    }

    Shape listIntents(Call call) {
        return list(call, "/v1/payment_intents", payments.intents(), Intent::id, Intent::created, json()::intent);
    }

    Shape createMethod(Call call) {
        Params params = call.params(Set.of("type", "card", "billing_details", "metadata", "key", "expand"));
        return json().method(payments.method(params, ""));
    }

    Shape retrieveMethod(Call call) {
        return json().method(payments.method(call.id()));
    }

    Shape retrieveCharge(Call call) {
        Params params = call.params(Set.of("expand"));
        return expanded(money().charge(payments.charge(call.id())), params);
    }

    Shape listCharges(Call call) {
        List<Charge> charges = call.params()
                .text("payment_intent")
                .map(intent -> payments.charges().stream()
                        .filter(charge -> charge.intent().equals(intent))
                        .toList())
                .orElseGet(payments::charges);
        return list(call, "/v1/charges", charges, Charge::id, Charge::created, money()::charge);
    }

    Shape retrieveEvent(Call call) {
        return event(payments.event(call.id()), pending.get());
    }

    Shape listEvents(Call call) {
        Map<String, Long> underway = pending.get();
        Set<String> types = new HashSet<>(call.params().list("types"));
        call.params().text("type").ifPresent(types::add);
        List<Event> events = payments.events().stream()
                .filter(event -> types.isEmpty() || types.stream().anyMatch(type -> matches(type, event.type())))
                .toList();
        return list(call, "/v1/events", events, Event::id, Event::created, event -> event(event, underway));
    }

    /** A type may end in an asterisk: {@code charge.*}. */
    private static boolean matches(String wanted, String type) {
        return wanted.endsWith("*") ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : type.equals(wanted);
    }

    private Shape event(Event event, Map<String, Long> underway) {
        return json().event(event, API_VERSION, underway.getOrDefault(event.id(), 0L));
    }

    Shape createRefund(Call call) {
        Params params = call.params(Set.of("charge", "payment_intent", "amount", "reason", "metadata", "expand"));
        Charge charge = params.text("charge")
                .map(payments::charge)
                .orElseGet(() -> paidBy(payments.intent(params.required("payment_intent"))));
        String reason = params.text("reason").orElse(null);
        if (reason != null && !REFUND_REASONS.contains(reason)) {
            throw StripeFault.invalid(
                    null, "Invalid reason: must be one of duplicate, fraudulent or requested_by_customer", "reason");
        }
        Optional<Long> amount = params.has("amount") ? Optional.of(params.integer("amount")) : Optional.empty();
        return expanded(
                money().refund(payments.refund(charge, amount, reason, params.map("metadata"), call.origin())), params);
    }

    private Charge paidBy(Intent intent) {
        String charge = intent.latestCharge();
        if (charge == null || !intent.paid()) {
            throw StripeFault.invalid(
                    null,
                    "This PaymentIntent (" + intent.id() + ") does not have a successful charge to refund.",
                    "payment_intent");
        }
        return payments.charge(charge);
    }

    Shape retrieveRefund(Call call) {
        return expanded(money().refund(payments.refund(call.id())), call.params(Set.of("expand")));
    }

    Shape listRefunds(Call call) {
        Params params = call.params();
        List<Refund> refunds = payments.refunds().stream()
                .filter(refund -> params.text("payment_intent")
                        .map(refund.intent()::equals)
                        .orElse(true))
                .filter(refund ->
                        params.text("charge").map(refund.charge()::equals).orElse(true))
                .toList();
        return list(call, "/v1/refunds", refunds, Refund::id, Refund::created, money()::refund);
    }

    Shape balance(Call call) {
        call.params(Set.of("expand"));
        return money().balance(payments.movements());
    }

    Shape retrieveMovement(Call call) {
        Params params = call.params(Set.of("expand"));
        return movement(call.id())
                .map(found -> expanded(money().movement(found), params))
                .orElseThrow(() -> StripeFault.notFound("balance transaction", call.id(), "id"));
    }

    Shape listMovements(Call call) {
        return list(
                call, "/v1/balance_transactions", payments.movements(), Movement::id, Movement::at, money()::movement);
    }

    private Optional<Movement> movement(String id) {
        return payments.movements().stream()
                .filter(movement -> movement.id().equals(id))
                .findFirst();
    }

    private <T> Shape list(
            Call call,
            String url,
            List<T> newestFirst,
            Function<T, String> id,
            Function<T, Instant> created,
            Function<T, Shape> shape) {
        Params params = call.params(LIST);
        List<T> within = newestFirst.stream()
                .filter(thing -> Period.of(params).contains(created.apply(thing)))
                .toList();
        Page<T> page = Paging.of(params).of(within, id);
        List<Shape> shapes = page.shown().stream().map(shape).toList();
        return expanded(StripeJson.list(url, shapes, page.more()), params);
    }

    private Shape expanded(Shape shape, Params params) {
        new Expansion(this::object).apply(shape.node(), params.list("expand"));
        return shape;
    }

    /** Any object by its id, which begins with its kind. */
    private Optional<ObjectNode> object(String id) {
        return switch (id.substring(0, Math.max(0, id.indexOf('_')))) {
            case "pi" -> Optional.of(json().intent(payments.intent(id)).node());
            case "ch" -> Optional.of(money().charge(payments.charge(id)).node());
            case "pm" -> Optional.of(json().method(payments.method(id)).node());
            case "re" -> Optional.of(money().refund(payments.refund(id)).node());
            case "txn" -> movement(id).map(found -> money().movement(found).node());
            default -> Optional.empty();
        };
    }

    private Optional<PaymentMethod> paying(Params params) {
        if (params.has("payment_method_data")) {
            return Optional.of(payments.method(params, "payment_method_data"));
        }
        return params.text("payment_method").map(payments::method);
    }

    /** Where the bank's challenge returns to, unless a script of ours on the page will show it. */
    private static @Nullable String returnUrl(Call call) {
        boolean byScript = call.fromPage() || call.params().flag("use_stripe_sdk");
        return byScript ? null : call.params().text("return_url").orElse(null);
    }

    private ChargeJson money() {
        return payments.chargeJson();
    }

    private StripeJson json() {
        return payments.json();
    }
}
