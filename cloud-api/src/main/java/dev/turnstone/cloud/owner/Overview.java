package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.cloud.payment.Bookkeeper;
import dev.turnstone.cloud.payment.Reconciliation;
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
        List<Contested> disputes,
        List<Back> refunds,
        Books books,
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

    /** A sale that a guest's bank takes back. */
    public record Contested(
            String id,
            UUID order,
            String number,
            String amount,
            String reason,
            String state,
            String due,
            boolean answered) {}

    /** Money that goes back, or did not. */
    public record Back(UUID id, UUID order, String number, String amount, String state, String said, boolean failed) {}

    /** The provider's account beside our rows. {@code read} is empty while it never was. */
    public record Books(String read, List<Totals> totals, List<Reconciliation.Unexplained> unexplained) {}

    /** One currency of the account. */
    public record Totals(String gross, String fee, String refunded, String disputed, String net) {}

    static Overview read(Handle handle) {
        return new Overview(
                takings(handle),
                standings(handle),
                awaiting(handle),
                failures(handle),
                letters(handle),
                disputes(handle),
                refunds(handle),
                books(handle),
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

    private static List<Contested> disputes(Handle handle) {
        return handle.createQuery("""
                        select d.*, o.id order_id, o.number, o.currency from dispute d join payment p on p.id = d.payment_id
                          join orders o on o.id = p.order_id
                         order by d.state in ('needs_response', 'under_review') desc, d.due_at limit :most
                        """)
                .bind("most", MOST)
                .map((row, context) -> new Contested(
                        row.getString("id"),
                        row.getObject("order_id", UUID.class),
                        row.getString("number"),
                        money(row.getLong("amount_minor"), row.getString("currency")),
                        row.getString("reason").replace('_', ' '),
                        row.getString("state").replace('_', ' '),
                        row.getTimestamp("due_at") == null
                                ? ""
                                : row.getTimestamp("due_at").toInstant().toString(),
                        row.getTimestamp("evidence_sent_at") != null))
                .list();
    }

    private static List<Back> refunds(Handle handle) {
        return handle.createQuery("""
                        select r.*, o.id order_id, o.number, o.currency from refund r join payment p on p.id = r.payment_id
                          join orders o on o.id = p.order_id
                         where r.state <> 'succeeded' order by r.state = 'failed' desc, r.asked_at desc limit :most
                        """)
                .bind("most", MOST)
                .map((row, context) -> new Back(
                        row.getObject("id", UUID.class),
                        row.getObject("order_id", UUID.class),
                        row.getString("number"),
                        money(row.getLong("amount_minor"), row.getString("currency")),
                        row.getString("state"),
                        String.valueOf(row.getString("error") == null ? "" : row.getString("error")),
                        row.getString("state").equals("failed")))
                .list();
    }

    private static Books books(Handle handle) {
        String read = Bookkeeper.lastRead(handle)
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
        Reconciliation compared = Bookkeeper.compare(handle);
        return new Books(
                read,
                compared.totals().stream()
                        .map(each -> new Totals(
                                each.gross().in(Language.EN),
                                each.fee().in(Language.EN),
                                each.refunded().in(Language.EN),
                                each.disputed().in(Language.EN),
                                each.net().in(Language.EN)))
                        .toList(),
                compared.unexplained());
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
