package dev.turnstone.cloud.testing;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.cloud.database.Database;
import dev.turnstone.cloud.database.TestServer;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Programme;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.issuing.EventKeys;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.issuing.LiveSecrets;
import dev.turnstone.cloud.issuing.MasterKey;
import dev.turnstone.cloud.issuing.Reissues;
import dev.turnstone.cloud.issuing.Settings;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.payment.Bookkeeper;
import dev.turnstone.cloud.payment.Disputes;
import dev.turnstone.cloud.payment.Payment;
import dev.turnstone.cloud.payment.Refunds;
import dev.turnstone.cloud.payment.Settlement;
import dev.turnstone.cloud.payment.Sweeper;
import dev.turnstone.cloud.payment.WebhookWork;
import dev.turnstone.cloud.sale.Basket;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.sale.Placing;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.cloud.transfer.Transfers;
import dev.turnstone.cloud.waitlist.Waitlist;
import dev.turnstone.platform.text.Language;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The cloud's features over a database of their own, with one venue and one event. */
public final class TestCloud implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-07T20:15:00Z");

    private static final byte[] MASTER = new byte[32];
    private static final byte[] SETTINGS = {
        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
    };

    public final SetClock clock = new SetClock(NOW);
    public final SecureRandom random = new SecureRandom();
    public final TestingProvider provider = new TestingProvider();
    public final Database database = TestServer.freshDatabase();
    public final Jdbi jdbi = database.jdbi();
    public final MasterKey master = new MasterKey(MASTER, random);
    public final EventKeys keys = new EventKeys(master, random);
    public final SigningKey settingsKey = SigningKey.fromSeed(SETTINGS);
    public final Settings settings = new Settings(settingsKey);
    public final Selling selling = new Selling(jdbi, clock, random);
    public final Issuer issuer = new Issuer(keys, random);
    public final Settlement settlement = new Settlement(jdbi, provider, issuer, clock, () -> {});
    public final LiveSecrets secrets = new LiveSecrets(jdbi, master, clock);
    public final Reissues reissues = new Reissues(jdbi, issuer, clock, () -> {});
    public final Sweeper sweeper = new Sweeper(jdbi, provider, settlement, clock, random);
    public final Waitlist waitlist = new Waitlist(jdbi, selling, clock, random, () -> {});
    public final Transfers transfers = new Transfers(jdbi, issuer, clock, random, () -> {});
    public final Refunds refunds = new Refunds(jdbi, provider, settlement, issuer, clock, random);
    public final Disputes disputes = new Disputes(jdbi, provider, clock);
    public final Bookkeeper bookkeeper = new Bookkeeper(jdbi, provider, clock);
    public final WebhookWork webhooks = new WebhookWork(jdbi, settlement, refunds, disputes, clock, random);
    public final Event event;

    /** An event with one tier whose stock lies in {@code buckets}. */
    public TestCloud(int... buckets) {
        settings.signAnewIfKeyChanged(jdbi, NOW);
        UUID id = jdbi.inTransaction(handle -> {
            UUID organisation = handle.createQuery("insert into organisation (slug, name, owner_email, created_at)"
                            + " values ('o', 'O', 'owner@example.com', :now) returning id")
                    .bind("now", NOW)
                    .mapTo(UUID.class)
                    .one();
            UUID venue = handle.createQuery("""
                            insert into venue (organisation_id, slug, name, zone, address, capacity, created_at)
                            values (:organisation, 'venue', 'The Venue', 'America/Mexico_City', 'Colima 143', 900, :now)
                            returning id
                            """)
                    .bind("organisation", organisation)
                    .bind("now", NOW)
                    .mapTo(UUID.class)
                    .one();
            UUID event = handle.createQuery("""
                            insert into event (venue_id, slug, name, state, opens_at, closes_at, capacity, currency,
                                               created_at)
                            values (:venue, 'evening', 'An Evening', 'published', :opens, :closes, 900, 'MXN', :now)
                            returning id
                            """)
                    .bind("venue", venue)
                    .bind("opens", NOW.minus(Duration.ofHours(1)))
                    .bind("closes", NOW.plus(Duration.ofHours(9)))
                    .bind("now", NOW)
                    .mapTo(UUID.class)
                    .one();
            UUID tier = handle.createQuery("""
                            insert into tier (event_id, idx, name, name_es, price_minor, fee_minor, created_at)
                            values (:event, 0, 'General admission', 'Acceso general', 35000, 1500, :now) returning id
                            """)
                    .bind("event", event)
                    .bind("now", NOW)
                    .mapTo(UUID.class)
                    .one();
            for (int bucket = 0; bucket < buckets.length; bucket++) {
                handle.execute(
                        "insert into tier_stock (tier_id, bucket, capacity) values (?, ?, ?)",
                        tier,
                        bucket,
                        buckets[bucket]);
            }
            keys.make(handle, Events.byId(handle, event), NOW);
            settings.publishKeys(handle, venue, NOW);
            settings.publishSheet(handle, event, NOW);
            return event;
        });
        event = jdbi.withHandle(handle -> Events.byId(handle, id));
    }

    public static Basket basket(int quantity) {
        var quantities = new TreeMap<Integer, Integer>();
        quantities.put(0, quantity);
        return new Basket(quantities, "Ana López", "ana@example.com", Language.EN);
    }

    /** An order whose tickets are held. */
    public Order held(int quantity) {
        return ((Placing.Held) selling.place(event, basket(quantity))).order();
    }

    /** An order with its intent open at the provider. */
    public Payment opened(Order order) {
        return settlement.open(order).orElseThrow();
    }

    /** Only live tickets of the event's tier from now on, as gates hear it. */
    public void requireLive() {
        jdbi.useTransaction(handle -> {
            Programme.requireLive(handle, event.id(), 0);
            settings.publishSheet(handle, event.id(), clock.instant());
        });
    }

    /** So many tickets, paid and issued. */
    public List<Ticket> sold(int quantity) {
        Order order = held(quantity);
        provider.pay(Objects.requireNonNull(opened(order).intent()));
        settlement.settle(order.id());
        return jdbi.withHandle(handle -> Tickets.ofOrder(handle, order.id()));
    }

    public Order now(Order order) {
        return jdbi.withHandle(handle -> Orders.byId(handle, order.id())).orElseThrow();
    }

    public Tier tier() {
        return jdbi.withHandle(handle -> Events.tiers(handle, event.id())).getFirst();
    }

    public long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        database.close();
    }
}
