package dev.turnstone.rehearsal.sale;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.Intent;
import dev.turnstone.cloud.payment.PaymentProvider;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The way to the provider. The process may die before a call and after it, and while the provider works the world goes
 * on: no transaction is open then, so anybody else may do anything.
 */
final class FrailLine implements PaymentProvider {
    private final PaymentProvider provider;
    private final Mortal mortal;
    private final Runnable meanwhile;
    private final boolean believesCancel;

    /** @param believesCancel a planted bug: what was to be cancelled is taken for cancelled, though it was paid meanwhile */
    FrailLine(PaymentProvider provider, Mortal mortal, Runnable meanwhile, boolean believesCancel) {
        this.provider = provider;
        this.mortal = mortal;
        this.meanwhile = meanwhile;
        this.believesCancel = believesCancel;
    }

    @Override
    public Intent open(String idempotencyKey, Money amount, String orderNumber, String orderId) {
        return call(() -> provider.open(idempotencyKey, amount, orderNumber, orderId));
    }

    @Override
    public Intent read(String intent) {
        return call(() -> provider.read(intent));
    }

    @Override
    public Intent cancel(String intent) {
        return call(() -> believesCancel ? cancelled(provider.cancel(intent)) : provider.cancel(intent));
    }

    @Override
    public String refund(String idempotencyKey, String intent) {
        return call(() -> provider.refund(idempotencyKey, intent));
    }

    @Override
    public GivenBack giveBack(String idempotencyKey, String intent, Money amount) {
        return call(() -> provider.giveBack(idempotencyKey, intent, amount));
    }

    @Override
    public GivenBack readRefund(String refund) {
        return call(() -> provider.readRefund(refund));
    }

    @Override
    public List<Contested> disputes(String intent) {
        return call(() -> provider.disputes(intent));
    }

    @Override
    public void answer(String dispute, Evidence evidence) {
        provider.answer(dispute, evidence);
    }

    @Override
    public Account account(Instant since) {
        return call(() -> provider.account(since));
    }

    private static Intent cancelled(Intent intent) {
        return new Intent(
                intent.id(),
                intent.clientSecret(),
                Intent.State.CANCELLED,
                intent.amount(),
                intent.received(),
                intent.givenBack(),
                intent.lastFailure());
    }

    private <T> T call(Supplier<T> call) {
        mortal.step();
        T answer = call.get();
        meanwhile.run();
        mortal.step();
        return answer;
    }
}
