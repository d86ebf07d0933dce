package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.text.Language;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the tables say to an owner. */
public record Overview(
        List<Takings> takings,
        List<Standing> standings,
        List<Row> awaitingTickets,
        List<Row> failures,
        List<Letter> letters,
        List<Row> orders) {
    private static final int MOST = 50;

    /** Money received and given back, in one currency. */
    public record Takings(String received, String givenBack, String net) {}

    /** One tier's stock. */
    public record Standing(String event, String tier, long sold, long held, long left) {}

    /** An order, and what is to be said of it. */
    public record Row(UUID id, String number, String guest, String state, String total, String at, String said) {}

    /** A letter that nobody took. */
    public record Letter(UUID id, String to, String kind, int attempts, String error) {}

    static Overview read(Handle handle) {
        return new Overview(
                takings(handle),
                standings(handle),
                awaiting(handle),
                failures(handle),
                letters(handle),
                orders(handle));
    }

    private static List<Takings> takings(Handle handle) {
        return handle.createQuery("""
                        select currency, sum(amount_minor), sum(given_back_minor) from payment
                         where state in ('completed', 'partly_refunded', 'refunded', 'disputed') group by currency
                        """)
                .map((row, context) -> {
                    String currency = row.getString(1);
                    return new Takings(
                            money(row.getLong(2), currency),
                            money(row.getLong(3), currency),
                            money(row.getLong(2) - row.getLong(3), currency));
                })
                .list();
    }

    private static List<Standing> standings(Handle handle) {
        return handle.createQuery("""
                        select e.name event, t.name tier, sum(s.sold) sold, sum(s.held) held,
                               sum(s.capacity - s.sold - s.held) unsold
                          from event e join tier t on t.event_id = e.id join tier_stock s on s.tier_id = t.id
                         where e.deleted_at is null group by e.id, e.name, e.opens_at, t.id, t.name, t.idx
                         order by e.opens_at desc, t.idx limit :most
                        """)
                .bind("most", MOST)
                .map((row, context) -> new Standing(
                        row.getString("event"),
                        row.getString("tier"),
                        row.getLong("sold"),
                        row.getLong("held"),
                        row.getLong("unsold")))
                .list();
    }

    private static List<Row> awaiting(Handle handle) {
        return rows(
                handle,
                "select o.*, o.paid_at at, coalesce(o.issue_error, '') said from orders o where o.state = 'paid'"
                        + " order by o.paid_at limit :most");
    }

    private static List<Row> failures(Handle handle) {
        return rows(handle, """
                select o.*, f.failed_at at, coalesce(nullif(f.decline_code, ''), f.code, '') said
                  from payment_failures f join orders o on o.id = f.order_id order by f.id desc limit :most
                """);
    }

    private static List<Row> orders(Handle handle) {
        return rows(
                handle, "select o.*, o.created_at at, '' said from orders o order by o.created_at desc limit :most");
    }

    private static List<Row> rows(Handle handle, String sql) {
        return handle.createQuery(sql)
                .bind("most", MOST)
                .map((row, context) -> new Row(
                        row.getObject("id", UUID.class),
                        row.getString("number"),
                        row.getString("guest_name"),
                        row.getString("state").replace('_', ' '),
                        money(row.getLong("total_minor"), row.getString("currency")),
                        row.getTimestamp("at")
                                .toInstant()
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString(),
                        row.getString("said")))
                .list();
    }

    private static List<Letter> letters(Handle handle) {
        return handle.createQuery("""
                        select id, recipient, kind, attempts, coalesce(error, '') from mail_outbox
                         where state = 'dead' or (state = 'waiting' and error is not null)
                         order by created_at limit :most
                        """)
                .bind("most", MOST)
                .map((row, context) -> new Letter(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5)))
                .list();
    }

    private static String money(long minor, String currency) {
        return Money.of(minor, currency).in(Language.EN);
    }
}
