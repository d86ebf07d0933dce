package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.Intent;
import dev.turnstone.cloud.payment.Intent.State;
import dev.turnstone.cloud.payment.PaymentProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The provider's books without a network: one key one intent, what is paid is never cancelled, and every change is told.
 * It outlives every death of the cloud.
 */
final class PretendStripe implements PaymentProvider {
    private final Map<String, Intent> byKey = new ConcurrentHashMap<>();
    private final Map<String, Intent> byId = new ConcurrentHashMap<>();
    private final Map<String, String> orderOf = new ConcurrentHashMap<>();
    private final Map<String, String> refunds = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final Consumer<News> tell;

    /** An event: its type, and the intent that it is about. */
    record News(String type, String intent) {}

    PretendStripe(Consumer<News> tell) {
        this.tell = tell;
    }

    @Override
    public Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId) {
        return byKey.computeIfAbsent(idempotencyKey, _ -> {
            String id = "pi_" + count.incrementAndGet() + "_" + orderId.replace("-", "");
            Money nothing = new Money(0, amount.currency());
            var intent =
                    new Intent(id, id + "_secret", State.AWAITING_METHOD, amount, nothing, nothing, Optional.empty());
            byId.put(id, intent);
            orderOf.put(id, orderId);
            return intent;
        });
    }

    @Override
    public Intent read(String intent) {
        return Optional.ofNullable(byId.get(intent)).orElseThrow();
    }

    @Override
    public Intent cancel(String intent) {
        Intent after = change(intent, known -> settled(known) ? known : standing(known, State.CANCELLED));
        if (after.state() == State.CANCELLED) {
            tell.accept(new News("payment_intent.canceled", intent));
        }
        return after;
    }

    @Override
    public String refund(String idempotencyKey, String intent) {
        String id = refunds.computeIfAbsent(idempotencyKey, _ -> refundOf(intent));
        change(
                intent,
                known -> new Intent(
                        known.id(),
                        known.clientSecret(),
                        known.state(),
                        known.amount(),
                        known.received(),
                        known.amount(),
                        Optional.empty()));
        tell.accept(new News("charge.refunded", intent));
        return id;
    }

    /** As the intents' names: never the same again, since one database sees the providers of many rounds. */
    private String refundOf(String intent) {
        return "re_" + count.incrementAndGet() + "_" + intent;
    }

    @Override
    public GivenBack giveBack(String idempotencyKey, String intent, Money amount) {
        boolean fresh = !refunds.containsKey(idempotencyKey);
        String id = refunds.computeIfAbsent(idempotencyKey, _ -> refundOf(intent));
        if (fresh) {
            change(
                    intent,
                    known -> new Intent(
                            known.id(),
                            known.clientSecret(),
                            known.state(),
                            known.amount(),
                            known.received(),
                            known.givenBack().plus(amount),
                            Optional.empty()));
            tell.accept(new News("charge.refunded", intent));
        }
        return readRefund(id);
    }

    @Override
    public GivenBack readRefund(String refund) {
        return new GivenBack(refund, GivenBack.State.SUCCEEDED, "");
    }

    @Override
    public List<Contested> disputes(String intent) {
        return List.of();
    }

    @Override
    public void answer(String dispute, Evidence evidence) {
        throw new IllegalStateException("nobody disputes anything here");
    }

    @Override
    public Account account(Instant since) {
        return new Account(List.of(), List.of(), List.of());
    }

    /** The guest's bank pays, unless the intent is past that. */
    void pay(String intent) {
        Intent after =
                change(intent, known -> settled(known) && known.state() != State.PROCESSING ? known : paid(known));
        if (after.state() == State.SUCCEEDED) {
            tell.accept(new News("payment_intent.succeeded", intent));
        }
    }

    /** The guest's bank has not said yet. */
    void process(String intent) {
        change(intent, known -> settled(known) ? known : standing(known, State.PROCESSING));
        tell.accept(new News("payment_intent.processing", intent));
    }

    void decline(String intent) {
        change(
                intent,
                known -> known.state() == State.SUCCEEDED || known.state() == State.CANCELLED
                        ? known
                        : standing(known, State.AWAITING_METHOD));
        tell.accept(new News("payment_intent.payment_failed", intent));
    }

    List<Intent> intents() {
        return List.copyOf(byId.values());
    }

    String orderOf(String intent) {
        return orderOf.getOrDefault(intent, "");
    }

    private static boolean settled(Intent known) {
        return switch (known.state()) {
            case SUCCEEDED, CANCELLED, PROCESSING -> true;
            case AWAITING_METHOD, AWAITING_GUEST -> false;
        };
    }

    private static Intent paid(Intent known) {
        return new Intent(
                known.id(),
                known.clientSecret(),
                State.SUCCEEDED,
                known.amount(),
                known.amount(),
                known.givenBack(),
                Optional.empty());
    }

    private static Intent standing(Intent known, State state) {
        return new Intent(
                known.id(),
                known.clientSecret(),
                state,
                known.amount(),
                known.received(),
                known.givenBack(),
                Optional.empty());
    }

    private Intent change(String intent, UnaryOperator<Intent> change) {
        return Optional.ofNullable(byId.computeIfPresent(intent, (_, known) -> change.apply(known)))
                .orElseThrow();
    }
}
