package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.PaymentProvider.Account;
import dev.turnstone.cloud.payment.PaymentProvider.Entry;
import dev.turnstone.cloud.payment.PaymentProvider.Payout;
import dev.turnstone.cloud.payment.Reconciliation.Ours;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Copies the provider's account into our tables, and compares the two. */
public final class Bookkeeper {
    /** What is booked late is still found: everything so far back is read again. */
    private static final Duration READ_AGAIN = Duration.ofDays(7);

    /** How long money may take from a payment to the account. */
    private static final Duration BOOKED_WITHIN = Duration.ofMinutes(30);

    private final Jdbi database;
    private final PaymentProvider provider;
    private final InstantSource clock;

    public Bookkeeper(Jdbi database, PaymentProvider provider, InstantSource clock) {
        this.database = database;
        this.provider = provider;
        this.clock = clock;
    }

    public void read() {
        Instant since = database.withHandle(handle -> handle.createQuery("select max(booked_at) from balance_entry")
                .mapTo(Instant.class)
                .findOne()
                .map(last -> last.minus(READ_AGAIN))
                .orElse(Instant.EPOCH));
        Account account = provider.account(since);
        Instant now = clock.instant();
        database.useTransaction(handle -> {
            account.payouts().forEach(payout -> write(handle, payout));
            account.entries().forEach(entry -> write(handle, entry));
            account.held()
                    .forEach(held -> handle.createUpdate("""
                            insert into balance_seen (currency, amount_minor, seen_at) values (:currency, :amount, :now)
                            on conflict (currency) do update set amount_minor = :amount, seen_at = :now
                            """)
                            .bind("currency", held.code())
                            .bind("amount", held.minor())
                            .bind("now", now)
                            .execute());
        });
    }

    private static void write(Handle handle, Payout payout) {
        handle.createUpdate("""
                        insert into payout (id, amount_minor, currency, state, arrives_at)
                        values (:id, :amount, :currency, :state, :arrives)
                        on conflict (id) do update set state = :state, amount_minor = :amount, arrives_at = :arrives
                        """)
                .bind("id", payout.id())
                .bind("amount", payout.amount().minor())
                .bind("currency", payout.amount().code())
                .bind("state", payout.state())
                .bind("arrives", payout.arrives())
                .execute();
    }

    private static void write(Handle handle, Entry entry) {
        handle.createUpdate("""
                        insert into balance_entry (id, kind, source, intent, amount_minor, fee_minor, net_minor, currency,
                                                   booked_at, payout)
                        values (:id, :kind, :source, :intent, :amount, :fee, :net, :currency, :booked, :payout)
                        on conflict (id) do update set amount_minor = :amount, fee_minor = :fee, net_minor = :net,
                                                       payout = coalesce(:payout, balance_entry.payout)
                        """)
                .bind("id", entry.id())
                .bind("kind", entry.kind())
                .bind("source", entry.source().orElse(null))
                .bind("intent", entry.intent().orElse(null))
                .bind("amount", entry.amount().minor())
                .bind("fee", entry.fee().minor())
                .bind("net", entry.net().minor())
                .bind("currency", entry.amount().code())
                .bind("booked", entry.booked())
                .bind("payout", entry.payout().orElse(null))
                .execute();
    }

    /** When the account was last read; empty: never. */
    public static Optional<Instant> lastRead(Handle handle) {
        return handle.createQuery("select max(seen_at) from balance_seen")
                .mapTo(Instant.class)
                .findOne();
    }

    /** As of the last reading: a payment that was made since may not be on the account yet. */
    public static Reconciliation compare(Handle handle) {
        Instant asOf = lastRead(handle).orElse(Instant.EPOCH);
        Account account = new Account(
                handle.createQuery("select * from payout")
                        .map((row, context) -> new Payout(
                                row.getString("id"),
                                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                                row.getString("state"),
                                row.getTimestamp("arrives_at").toInstant()))
                        .list(),
                handle.createQuery("select * from balance_entry order by booked_at, id")
                        .map((row, context) -> new Entry(
                                row.getString("id"),
                                row.getString("kind"),
                                Optional.ofNullable(row.getString("source")),
                                Optional.ofNullable(row.getString("intent")),
                                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                                Money.of(row.getLong("fee_minor"), row.getString("currency")),
                                Money.of(row.getLong("net_minor"), row.getString("currency")),
                                row.getTimestamp("booked_at").toInstant(),
                                Optional.ofNullable(row.getString("payout"))))
                        .list(),
                handle.createQuery("select currency, amount_minor from balance_seen")
                        .map((row, context) -> Money.of(row.getLong(2), row.getString(1)))
                        .list());
        return Reconciliation.of(
                account,
                ours(handle, asOf),
                handle.createQuery("select id from dispute").mapTo(String.class).list());
    }

    private static List<Ours> ours(Handle handle, Instant asOf) {
        return handle.createQuery("""
                        select p.intent, o.number, p.amount_minor, p.given_back_minor, p.currency, p.state,
                               p.completed_at < :booked and coalesce(p.refunded_at, p.completed_at) < :booked due
                          from payment p join orders o on o.id = p.order_id where p.intent is not null
                        """)
                .bind("booked", asOf.minus(BOOKED_WITHIN))
                .map((row, context) -> new Ours(
                        row.getString("intent"),
                        row.getString("number"),
                        Money.of(row.getLong("amount_minor"), row.getString("currency")),
                        Money.of(row.getLong("given_back_minor"), row.getString("currency")),
                        switch (row.getString("state")) {
                            case "completed", "partly_refunded", "refunded", "disputed" -> true;
                            default -> false;
                        },
                        row.getBoolean("due")))
                .list();
    }
}
