package dev.turnstone.cloud.testing;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.Intent;
import dev.turnstone.cloud.payment.Intent.State;
import dev.turnstone.cloud.payment.PaymentProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A payment provider in memory, which keeps a provider's rules: one key one intent, and a paid one is not cancelled. */
public final class TestingProvider implements PaymentProvider {
    private final Map<String, Intent> byKey = new ConcurrentHashMap<>();
    private final Map<String, Intent> byId = new ConcurrentHashMap<>();
    private final Map<String, String> refunds = new ConcurrentHashMap<>();
    private final List<String> cancelled = new ArrayList<>();
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private final Map<String, GivenBack> standing = new ConcurrentHashMap<>();
    private final Map<String, List<Contested>> contested = new ConcurrentHashMap<>();
    private final Map<String, Evidence> answers = new ConcurrentHashMap<>();
    private volatile GivenBack.State firstState = GivenBack.State.SUCCEEDED;
    private volatile Account account = new Account(List.of(), List.of(), List.of());
    private final AtomicInteger refundsAsked = new AtomicInteger();

    @Override
    public Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId) {
        return byKey.computeIfAbsent(idempotencyKey, key -> {
            String id = "pi_" + orderId.replace("-", "");
            var intent = new Intent(
                    id,
                    id + "_secret",
                    State.AWAITING_METHOD,
                    amount,
                    nothing(amount),
                    nothing(amount),
                    Optional.empty());
            byId.put(id, intent);
            return intent;
        });
    }

    @Override
    public Intent read(String intent) {
        return Optional.ofNullable(byId.get(intent)).orElseThrow();
    }

    @Override
    public synchronized Intent cancel(String intent) {
        cancelled.add(intent);
        return change(
                intent,
                known -> known.state() == State.SUCCEEDED || known.state() == State.PROCESSING
                        ? known
                        : with(known, State.CANCELLED, known.received()));
    }

    @Override
    public String refund(String idempotencyKey, String intent) {
        refundsAsked.incrementAndGet();
        Intent known = read(intent);
        if (refusing.contains(intent) || known.givenBack().equals(known.amount())) {
            throw new IllegalStateException("charge_already_refunded");
        }
        return refunds.computeIfAbsent(idempotencyKey, key -> "re_" + (refunds.size() + 1));
    }

    @Override
    public GivenBack giveBack(String idempotencyKey, String intent, Money amount) {
        refundsAsked.incrementAndGet();
        if (refusing.contains(intent)) {
            throw new IllegalStateException("insufficient_funds");
        }
        boolean fresh = !refunds.containsKey(idempotencyKey);
        String id = refunds.computeIfAbsent(idempotencyKey, key -> "re_" + (refunds.size() + 1));
        if (fresh) {
            if (firstState != GivenBack.State.FAILED) {
                giveBack(intent, read(intent).givenBack().plus(amount));
            }
            standing.put(id, new GivenBack(id, firstState, ""));
        }
        return readRefund(id);
    }

    @Override
    public GivenBack readRefund(String refund) {
        return Optional.ofNullable(standing.get(refund)).orElseThrow();
    }

    /** How refunds stand that are made from now on. */
    public void refundsBegin(GivenBack.State state) {
        firstState = state;
    }

    /** The bank has said how the refund ended; when it failed, the money is with us again. */
    public void refundEnds(String refund, String intent, GivenBack.State state, Money amount) {
        standing.put(
                refund,
                new GivenBack(refund, state, state == GivenBack.State.FAILED ? "expired_or_canceled_card" : ""));
        if (state == GivenBack.State.FAILED) {
            giveBack(intent, Money.of(read(intent).givenBack().minor() - amount.minor(), amount.code()));
        }
    }

    @Override
    public List<Contested> disputes(String intent) {
        return contested.getOrDefault(intent, List.of());
    }

    public void contest(String intent, Contested dispute) {
        contested.put(intent, List.of(dispute));
    }

    @Override
    public void answer(String dispute, Evidence evidence) {
        answers.put(dispute, evidence);
    }

    public Map<String, Evidence> answers() {
        return answers;
    }

    @Override
    public Account account(Instant since) {
        return account;
    }

    public void account(Account told) {
        account = told;
    }

    public void pay(String intent) {
        change(intent, known -> with(known, State.SUCCEEDED, known.amount()));
    }

    public void pay(String intent, Money received) {
        change(intent, known -> with(known, State.SUCCEEDED, received));
    }

    public void process(String intent) {
        change(intent, known -> with(known, State.PROCESSING, known.received()));
    }

    public void decline(String intent, String attempt) {
        change(
                intent,
                known -> new Intent(
                        known.id(),
                        known.clientSecret(),
                        State.AWAITING_METHOD,
                        known.amount(),
                        known.received(),
                        known.givenBack(),
                        Optional.of(new Intent.Failure(
                                attempt, "card_declined", "generic_decline", "Your card was declined."))));
    }

    public int intents() {
        return byKey.size();
    }

    public void giveBack(String intent, Money amount) {
        change(
                intent,
                known -> new Intent(
                        known.id(),
                        known.clientSecret(),
                        known.state(),
                        known.amount(),
                        known.received(),
                        amount,
                        Optional.empty()));
    }

    private static Money nothing(Money amount) {
        return new Money(0, amount.currency());
    }

    /** How many intents hold our money. */
    public long paid() {
        return byId.values().stream()
                .filter(each -> each.state() == State.SUCCEEDED)
                .count();
    }

    /** From now on the intent's money does not go back. */
    public void refuseRefund(String intent) {
        refusing.add(intent);
    }

    public void allowRefunds() {
        refusing.clear();
    }

    /** How often money was asked to go back, whatever the answer. */
    public int refundsAsked() {
        return refundsAsked.get();
    }

    public int refunds() {
        return refunds.size();
    }

    public synchronized List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    private Intent change(String intent, UnaryOperator<Intent> change) {
        return Optional.ofNullable(byId.computeIfPresent(intent, (id, known) -> change.apply(known)))
                .orElseThrow();
    }

    private static Intent with(Intent known, State state, Money received) {
        return new Intent(
                known.id(), known.clientSecret(), state, known.amount(), received, known.givenBack(), Optional.empty());
    }
}
