package dev.turnstone.cloud.app;

import dev.turnstone.platform.metrics.Metrics;
import io.prometheus.metrics.core.metrics.Gauge;
import org.jdbi.v3.core.Jdbi;

/** What the tables say, for Prometheus: true after any restart and the same on every instance. */
final class Figures {
    private final Jdbi database;
    private final Gauge tickets;
    private final Gauge waiting;

    Figures(Metrics metrics, Jdbi database) {
        this.database = database;
        this.tickets = metrics.gauge(
                "tickets",
                "Tickets of an event that is not over, by tier and whether they are " + "sold, held or left",
                "event",
                "tier",
                "standing");
        this.waiting = metrics.gauge("waiting_rows", "Work that waits in a table", "what");
    }

    void refresh() {
        database.useHandle(handle -> {
            handle.createQuery("""
                            select e.slug, t.idx, sum(s.sold) sold, sum(s.held) held,
                                   sum(s.capacity - s.sold - s.held) unsold
                              from event e join tier t on t.event_id = e.id join tier_stock s on s.tier_id = t.id
                             where e.state = 'published' and e.closes_at > now() group by e.slug, t.idx
                            """)
                    .map((row, context) -> {
                        String event = row.getString("slug");
                        String tier = row.getString("idx");
                        tickets.labelValues(event, tier, "sold").set(row.getDouble("sold"));
                        tickets.labelValues(event, tier, "held").set(row.getDouble("held"));
                        tickets.labelValues(event, tier, "left").set(row.getDouble("unsold"));
                        return event;
                    })
                    .list();
            handle.createQuery("""
                            select 'orders to pay', count(*) from orders where state = 'pending'
                            union all select 'orders awaiting tickets', count(*) from orders where state = 'paid'
                            union all select 'webhooks', count(*) from webhook_inbox where state = 'waiting'
                            union all select 'letters', count(*) from mail_outbox where state = 'waiting'
                            union all select 'changes to feed', count(*) from change
                            """)
                    .map((row, context) -> {
                        waiting.labelValues(row.getString(1)).set(row.getDouble(2));
                        return row.getString(1);
                    })
                    .list();
        });
    }
}
