package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.payment.PaymentProvider.Contested;
import dev.turnstone.cloud.payment.PaymentProvider.Evidence;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sales that a guest's bank takes back: recorded with their due date, and answered with what we know of the sale. */
public final class Disputes {
    private final Jdbi database;
    private final PaymentProvider provider;
    private final InstantSource clock;

    public Disputes(Jdbi database, PaymentProvider provider, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.clock = clock;
    }

    /** Asks the provider how the payment's disputes stand, and writes that down. */
    void look(Payment payment) {
        List<Contested> contested = provider.disputes(Objects.requireNonNull(payment.intent()));
        database.useTransaction(handle -> {
            Order order = Orders.lock(handle, payment.orderId());
            contested.forEach(each -> write(handle, order, payment, each));
            Payments.contested(handle, payment.id(), open(handle, payment.id()));
        });
    }

    private void write(Handle handle, Order order, Payment payment, Contested contested) {
        Instant now = clock.instant();
        int fresh = handle.createUpdate("""
                        insert into dispute (id, payment_id, state, reason, amount_minor, due_at, seen_at)
                        values (:id, :payment, :state, :reason, :amount, :due, :now) on conflict (id) do nothing
                        """)
                .bind("id", contested.id())
                .bind("payment", payment.id())
                .bind("state", contested.state())
                .bind("reason", contested.reason())
                .bind("amount", contested.amount().minor())
                .bind("due", contested.due().orElse(null))
                .bind("now", now)
                .execute();
        if (fresh == 1) {
            Outbox.tellOwner(handle, Outbox.Kind.OWNER_DISPUTE, order, contested.id(), now);
        } else {
            handle.createUpdate("update dispute set state = :state, due_at = coalesce(:due, due_at) where id = :id")
                    .bind("state", contested.state())
                    .bind("due", contested.due().orElse(null))
                    .bind("id", contested.id())
                    .execute();
        }
    }

    private static boolean open(Handle handle, UUID payment) {
        return handle.createQuery("select exists (select 1 from dispute where payment_id = :payment"
                        + " and state in ('needs_response', 'under_review', 'lost'))")
                .bind("payment", payment)
                .mapTo(Boolean.class)
                .one();
    }

    /** What speaks for the sale, from our own rows; empty where there is no such dispute. */
    public Optional<Evidence> evidence(String dispute) {
        return database.withHandle(handle -> handle.createQuery("""
                        select p.order_id from dispute d join payment p on p.id = d.payment_id where d.id = :id
                        """)
                .bind("id", dispute)
                .mapTo(UUID.class)
                .findOne()
                .map(order -> EvidencePack.of(handle, order)));
    }

    /** Hands the evidence in, once. */
    public void answer(String dispute) {
        evidence(dispute).ifPresent(evidence -> {
            provider.answer(dispute, evidence);
            database.useTransaction(handle -> handle.createUpdate(
                            "update dispute set evidence_sent_at = :now where id = :id and evidence_sent_at is null")
                    .bind("now", clock.instant())
                    .bind("id", dispute)
                    .execute());
        });
    }
}
