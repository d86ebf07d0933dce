package dev.turnstone.cloud.waitlist;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Placing.Fault;
import dev.turnstone.cloud.sale.Selling;
import dev.turnstone.cloud.sale.Tokens;
import dev.turnstone.cloud.waitlist.Entry.State;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Lines before tiers that are sold out: join, be offered what comes free, take it in time, or leave. */
public final class Waitlist {
    private static final int BATCH = 50;

    private static final String ENTRY = """
            select w.*, (select count(*) from waitlist_entry b
                          where b.tier_id = w.tier_id and b.state = 'waiting' and b.place < w.place) ahead
              from waitlist_entry w where\s""";

    private static final RowMapper<Entry> ROW = (row, context) -> new Entry(
            row.getObject("id", UUID.class),
            row.getString("token"),
            row.getObject("event_id", UUID.class),
            row.getObject("tier_id", UUID.class),
            new Guest(row.getString("guest_name"), row.getString("guest_email")),
            Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
            row.getInt("quantity"),
            State.of(row.getString("state")),
            Optional.ofNullable(row.getTimestamp("offered_until"))
                    .map(java.sql.Timestamp::toInstant)
                    .orElse(null),
            row.getLong("ahead"));

    private final Jdbi database;
    private final Selling selling;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable somethingHappened;

    public Waitlist(
            Jdbi database, Selling selling, InstantSource clock, RandomGenerator random, Runnable somethingHappened) {
        this.database = database;
        this.selling = selling;
        this.clock = clock;
        this.random = random;
        this.somethingHappened = somethingHappened;
    }

    /** What came of asking to wait. */
    public sealed interface Joining {
        /** They wait; or they did already, and this is where. */
        record InLine(Entry entry) implements Joining {}

        /** Why not, each with its field. */
        record Refused(List<Fault> faults) implements Joining {}
    }

    public Joining join(Event event, Tier tier, Guest guest, int quantity, Language language) {
        List<Fault> faults = new ArrayList<>(guest.faults());
        Instant now = clock.instant();
        int most = tier.maxPerPerson() == null ? tier.maxPerOrder() : Math.min(tier.maxPerOrder(), tier.maxPerPerson());
        if (quantity < tier.minPerOrder() || quantity > most) {
            faults.add(new Fault("quantity", "fault.most", most));
        }
        if (!event.sells(now) || !tier.onSale(now)) {
            faults.add(new Fault("quantity", "fault.not-on-sale", tier.name(language)));
        }
        if (!faults.isEmpty()) {
            return new Joining.Refused(faults);
        }
        Entry entry = database.inTransaction(handle -> join(handle, event, tier, guest, quantity, language, now));
        somethingHappened.run();
        return new Joining.InLine(entry);
    }

    private Entry join(
            Handle handle, Event event, Tier tier, Guest guest, int quantity, Language language, Instant now) {
        Optional<UUID> fresh = handle.createQuery("""
                        insert into waitlist_entry (token, event_id, tier_id, guest_name, guest_email, language, quantity,
                                                    joined_at)
                        values (:token, :event, :tier, :name, :email, :language, :quantity, :now)
                        on conflict (tier_id, lower(guest_email)) where state in ('waiting', 'offered') do nothing
                        returning id
                        """)
                .bind("token", Tokens.secret(random))
                .bind("event", event.id())
                .bind("tier", tier.id())
                .bind("name", guest.name())
                .bind("email", guest.email())
                .bind("language", language.tag())
                .bind("quantity", quantity)
                .bind("now", now)
                .mapTo(UUID.class)
                .findOne();
        if (fresh.isPresent()) {
            Outbox.writeAbout(
                    handle, Outbox.Kind.WAITLIST, Optional.empty(), fresh.get(), guest.email(), language, now);
            // Something may have come free between the page and this: then it is theirs, or of whoever is before them.
            Offers.make(handle, Stock.lock(handle, tier.id()), now);
        }
        return handle.createQuery(ENTRY + "w.tier_id = :tier and lower(w.guest_email) = lower(:email)"
                        + " and w.state in ('waiting', 'offered')")
                .bind("tier", tier.id())
                .bind("email", guest.email())
                .map(ROW)
                .one();
    }

    public Optional<Entry> byToken(String token) {
        return database.withHandle(handle -> handle.createQuery(ENTRY + "w.token = :token")
                .bind("token", token)
                .map(ROW)
                .findOne());
    }

    /** Makes an order of an offer; empty when its time is over, or it was taken already. */
    public Optional<Order> take(Entry entry) {
        Instant now = clock.instant();
        Event event = database.withHandle(handle -> Events.byId(handle, entry.eventId()));
        return database.inTransaction(handle -> take(handle, entry, event, now));
    }

    private Optional<Order> take(Handle handle, Entry entry, Event event, Instant now) {
        boolean mine = handle.createQuery("select true from waitlist_entry where id = :id and state = 'offered'"
                        + " and offered_until > :now for update")
                .bind("id", entry.id())
                .bind("now", now)
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
        if (!mine) {
            return Optional.empty();
        }
        Tier tier = Events.tiers(handle, event.id()).stream()
                .filter(each -> each.id().equals(entry.tierId()))
                .findFirst()
                .orElseThrow();
        Order order =
                selling.placeSetAside(handle, event, tier, entry.quantity(), entry.guest(), entry.language(), now);
        handle.createUpdate("""
                        with mine as (delete from waitlist_share where entry_id = :entry
                                      returning tier_id, bucket, quantity)
                        insert into hold (order_id, line, tier_id, bucket, quantity, created_at)
                        select :order, 1, tier_id, bucket, quantity, :now from mine
                        """)
                .bind("entry", entry.id())
                .bind("order", order.id())
                .bind("now", now)
                .execute();
        handle.createUpdate("update waitlist_entry set state = 'taken', order_id = :order where id = :entry")
                .bind("order", order.id())
                .bind("entry", entry.id())
                .execute();
        return Optional.of(order);
    }

    /** They wait no more; what was set aside for them goes to the next. */
    public void leave(Entry entry) {
        Instant now = clock.instant();
        database.useTransaction(handle -> {
            int left = handle.createUpdate(
                            "update waitlist_entry set state = 'left' where id = :id and state = 'waiting'")
                    .bind("id", entry.id())
                    .execute();
            if (left == 0) {
                Offers.withdraw(handle, entry.id(), State.LEFT, now);
            }
        });
        somethingHappened.run();
    }

    /** Offers whose time is over go to the next; true when there may be more. */
    public boolean round() {
        Instant now = clock.instant();
        List<UUID> due = database.withHandle(handle -> handle.createQuery(
                        "select id from waitlist_entry where state = 'offered' and offered_until <= :now"
                                + " order by offered_until limit :limit")
                .bind("now", now)
                .bind("limit", BATCH)
                .mapTo(UUID.class)
                .list());
        due.forEach(entry -> database.useTransaction(handle -> Offers.withdraw(handle, entry, State.EXPIRED, now)));
        if (!due.isEmpty()) {
            somethingHappened.run();
        }
        return due.size() == BATCH;
    }
}
