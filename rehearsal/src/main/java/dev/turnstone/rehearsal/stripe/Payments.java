package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.PaymentMethod.Billing;
import dev.turnstone.rehearsal.stripe.State.NeedsAction;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The books of the stand-in: every payment, card, charge and event, changed one call at a time. */
final class Payments {
    private static final int KEPT = 50_000;

    private final Shelf<Intent> intents = new Shelf<>(KEPT);
    private final Shelf<PaymentMethod> methods = new Shelf<>(KEPT);
    private final Shelf<Charge> charges = new Shelf<>(KEPT);
    private final Shelf<Refund> refunds = new Shelf<>(KEPT);
    private final Shelf<Event> events = new Shelf<>(2 * KEPT);
    private final Ids ids;
    private final InstantSource clock;
    private final Supplier<URI> base;
    private final Consumer<Event> news;
    private final Runnable changed;

    /**
     * @param base asked late, because the port is known only when the server listens
     * @param news told of every event, in order
     * @param changed told that there is something to be kept
     */
    Payments(Ids ids, InstantSource clock, Supplier<URI> base, Consumer<Event> news, Runnable changed) {
        this.ids = ids;
        this.clock = clock;
        this.base = base;
        this.news = news;
        this.changed = changed;
    }

    StripeJson json() {
        return new StripeJson(base.get(), this::known);
    }

    ChargeJson chargeJson() {
        return new ChargeJson(base.get(), this::refundsOf);
    }

    private synchronized Optional<PaymentMethod> known(String method) {
        return methods.find(method);
    }

    synchronized Intent create(Terms terms, Optional<PaymentMethod> method, Origin origin) {
        String id = ids.next("pi");
        State state = method.<State>map(known -> new State.NeedsConfirmation(known.id()))
                .orElseGet(() -> new State.NeedsMethod(null));
        return apply(Step.created(new Intent(id, ids.clientSecret(id), now(), terms, state, null)), origin);
    }

    synchronized Intent update(String id, Params params, Optional<PaymentMethod> method, Origin origin) {
        Intent intent = intent(id);
        return apply(Step.updated(intent, intent.terms().changed(params), method.orElse(null)), origin);
    }

    /**
     * @param method how to pay; without one, the way that is already known
     * @throws StripeFault when the bank refuses; the refusal is on the books by then
     */
    synchronized Intent confirm(String id, Optional<PaymentMethod> method, @Nullable String returnUrl, Origin origin) {
        Intent intent = intent(id);
        PaymentMethod with = method.or(
                        () -> Optional.ofNullable(intent.state().method()).flatMap(methods::find))
                .orElseThrow(() -> StripeFault.of(
                                400,
                                "invalid_request_error",
                                "payment_intent_unexpected_state",
                                "You cannot confirm this PaymentIntent because it's missing a payment method. You can"
                                        + " either update the PaymentIntent with a payment method and then confirm it"
                                        + " again, or confirm it again directly with a payment method.")
                        .about(intent));
        Intent after = apply(Step.confirmed(intent, with, returnUrl, ids, now()), origin);
        if (after.state() instanceof State.NeedsMethod(State.Failure failure) && failure != null) {
            throw StripeFault.card(new Decline(failure.code(), failure.declineCode(), failure.message()))
                    .about(after);
        }
        return after;
    }

    synchronized Intent cancel(String id, @Nullable String reason, Origin origin) {
        return apply(Step.canceled(intent(id), reason, now()), origin);
    }

    /**
     * Gives money back.
     *
     * @param amount all that is left of it when empty
     */
    synchronized Refund refund(
            Charge charge,
            Optional<Long> amount,
            @Nullable String reason,
            Map<String, String> metadata,
            Origin origin) {
        long back = refundsOf(charge.id()).stream().mapToLong(Refund::amount).sum();
        long left = charge.terms().amount() - back;
        if (!charge.paid()) {
            throw StripeFault.invalid(null, "Charge " + charge.id() + " was not paid.", "charge");
        }
        if (left == 0) {
            throw StripeFault.invalid(
                    "charge_already_refunded", "Charge " + charge.id() + " has already been refunded.", "charge");
        }
        long wanted = amount.orElse(left);
        if (wanted < 1 || wanted > left) {
            throw StripeFault.invalid(
                    null,
                    "Refund amount (" + wanted + ") is not from 1 to the unrefunded amount on charge (" + left + ")",
                    "amount");
        }
        Refund refund = new Refund(
                ids.next("re"),
                charge.id(),
                charge.intent(),
                wanted,
                charge.terms().currency(),
                reason,
                metadata,
                now());
        refunds.put(refund.id(), refund);
        tell(event("refund.created", charge.intent(), chargeJson().refund(refund), origin));
        tell(event("charge.refunded", charge.intent(), chargeJson().charge(charge), origin));
        changed.run();
        return refund;
    }

    synchronized Refund refund(String id) {
        return refunds.find(id).orElseThrow(() -> StripeFault.notFound("refund", id, "refund"));
    }

    synchronized List<Refund> refunds() {
        return refunds.newestFirst();
    }

    private synchronized List<Refund> refundsOf(String charge) {
        return refunds.newestFirst().stream()
                .filter(refund -> refund.charge().equals(charge))
                .toList();
    }

    /** Every movement of money, newest first. */
    synchronized List<Movement> movements() {
        return Stream.concat(
                        refunds.newestFirst().stream().map(Movement::of),
                        charges.newestFirst().stream().filter(Charge::paid).map(Movement::of))
                .sorted(Comparator.comparing(Movement::at).reversed())
                .toList();
    }

    /** The intent that waits for this challenge; a challenge that was answered is forgotten. */
    synchronized Optional<Intent> challenged(String challenge) {
        return intents.newestFirst().stream()
                .filter(intent -> intent.state() instanceof NeedsAction action
                        && action.challenge().equals(challenge))
                .findFirst();
    }

    synchronized Optional<Intent> authenticate(String challenge, boolean proven) {
        return challenged(challenge).map(intent -> {
            PaymentMethod method = Optional.ofNullable(intent.state().method())
                    .flatMap(methods::find)
                    .orElseThrow();
            return apply(Step.authenticated(intent, method, proven, ids, now()), Origin.GUEST);
        });
    }

    /** A new payment method from the card below {@code param}. */
    synchronized PaymentMethod method(Params params, String param) {
        String type = params.text(param.isEmpty() ? "type" : param + "[type]", "card");
        if (!type.equals("card")) {
            throw StripeFault.invalid(null, "This stand-in takes cards only, and not " + type + ".", "type");
        }
        String root = param.isEmpty() ? "card" : param + "[card]";
        String billing = param.isEmpty() ? "billing_details" : param + "[billing_details]";
        Card card = Card.read(params, root, YearMonth.from(now().atZone(ZoneOffset.UTC)));
        return keep(card, Billing.of(params, billing), params.map("metadata"));
    }

    /** A payment method by its id; each use of a ready-made one makes a new one, as at Stripe. */
    synchronized PaymentMethod method(String id) {
        return methods.find(id)
                .or(() -> TestCard.readyMade(id)
                        .map(kind -> keep(
                                new Card(
                                        kind,
                                        12,
                                        YearMonth.from(now().atZone(ZoneOffset.UTC))
                                                        .getYear()
                                                + 3),
                                Billing.NONE,
                                Map.of())))
                .orElseThrow(() -> StripeFault.notFound("PaymentMethod", id, "payment_method"));
    }

    private PaymentMethod keep(Card card, Billing billing, Map<String, String> metadata) {
        PaymentMethod method = new PaymentMethod(ids.next("pm"), now(), card, billing, metadata);
        methods.put(method.id(), method);
        changed.run();
        return method;
    }

    synchronized Intent intent(String id) {
        return intents.find(id).orElseThrow(() -> StripeFault.notFound("payment_intent", id, "intent"));
    }

    synchronized Charge charge(String id) {
        return charges.find(id).orElseThrow(() -> StripeFault.notFound("charge", id, "charge"));
    }

    synchronized Event event(String id) {
        return events.find(id).orElseThrow(() -> StripeFault.notFound("event", id, "id"));
    }

    synchronized List<Intent> intents() {
        return intents.newestFirst();
    }

    synchronized List<Charge> charges() {
        return charges.newestFirst();
    }

    synchronized List<Event> events() {
        return events.newestFirst();
    }

    private Intent apply(Step step, Origin origin) {
        intents.put(step.intent().id(), step.intent());
        Charge charge = step.charge();
        if (charge != null) {
            charges.put(charge.id(), charge);
        }
        for (String type : step.news()) {
            Event event = charge != null && type.startsWith("charge.")
                    ? event(type, charge.intent(), chargeJson().charge(charge), origin)
                    : event(type, step.intent().id(), json().intent(step.intent()), origin);
            tell(event);
        }
        changed.run();
        return step.intent();
    }

    private void tell(Event event) {
        events.put(event.id(), event);
        news.accept(event);
    }

    private Event event(String type, String payment, Shape object, Origin origin) {
        return new Event(ids.next("evt"), type, now(), payment, object.json(), origin);
    }

    private Instant now() {
        return clock.instant();
    }

    /** Everything on the books, eldest first. */
    record Books(
            List<Intent> intents,
            List<PaymentMethod> methods,
            List<Charge> charges,
            List<Refund> refunds,
            List<Event> events) {}

    synchronized Books books() {
        return new Books(
                intents.oldestFirst(),
                methods.oldestFirst(),
                charges.oldestFirst(),
                refunds.oldestFirst(),
                events.oldestFirst());
    }

    synchronized void restore(Books books) {
        books.intents().forEach(intent -> intents.put(intent.id(), intent));
        books.methods().forEach(method -> methods.put(method.id(), method));
        books.charges().forEach(charge -> charges.put(charge.id(), charge));
        books.refunds().forEach(refund -> refunds.put(refund.id(), refund));
        books.events().forEach(event -> events.put(event.id(), event));
    }
}
