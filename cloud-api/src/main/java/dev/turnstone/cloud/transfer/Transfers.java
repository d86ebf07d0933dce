package dev.turnstone.cloud.transfer;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.Issuer;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.issuing.Tickets;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.cloud.sale.Order;
import dev.turnstone.cloud.sale.Orders;
import dev.turnstone.cloud.sale.Tokens;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A ticket is offered to somebody by mail and goes to them when they take it: then it has a new pass under a new address,
 * and the one before opens no gate. Until then it stays with its holder, who may think better of it.
 */
public final class Transfers {
    /** Versions of a pass are one byte, shared with re-issues; and a ticket that travels this much is being sold. */
    private static final int MOST_TAKEN = 5;

    private static final int MOST_OFFERED = 20;

    private static final RowMapper<Transfer> ROW = (row, context) -> new Transfer(
            row.getObject("id", UUID.class),
            row.getObject("ticket_id", UUID.class),
            row.getString("token"),
            row.getString("from_name"),
            row.getString("to_name"),
            row.getString("to_email"),
            Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)));

    private final Jdbi database;
    private final Issuer issuer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Runnable somethingHappened;

    /** @param somethingHappened told after every commit that left letters to post, or changes for the hubs */
    public Transfers(
            Jdbi database, Issuer issuer, InstantSource clock, RandomGenerator random, Runnable somethingHappened) {
        this.database = database;
        this.issuer = issuer;
        this.clock = clock;
        this.random = random;
        this.somethingHappened = somethingHappened;
    }

    /** What came of offering a ticket. */
    public enum Offered {
        /** A letter is on its way. */
        YES,
        /** It is on its way to somebody already. */
        ALREADY,
        /** This kind of ticket stays with whom it was bought for, or it was sent on too often. */
        STAYS,
        /** It is not good any more, or the evening is over. */
        NOT_GOOD
    }

    /** @param to checked, by {@link Guest#faults} */
    public Offered offer(Ticket known, Guest to) {
        Offered outcome = database.inTransaction(handle -> offer(handle, known, to));
        somethingHappened.run();
        return outcome;
    }

    private Offered offer(Handle handle, Ticket known, Guest to) {
        Instant now = clock.instant();
        Order order = Orders.lock(handle, known.orderId());
        Optional<Ticket> ticket = Tickets.byToken(handle, known.token());
        if (ticket.isEmpty() || !goodAt(handle, ticket.get(), now)) {
            return Offered.NOT_GOOD;
        }
        if (open(handle, known.id()).isPresent()) {
            return Offered.ALREADY;
        }
        if (!transferable(handle, known.id())) {
            return Offered.STAYS;
        }
        Transfer transfer = handle.createQuery("""
                        insert into transfer (ticket_id, token, from_name, to_name, to_email, language, offered_at)
                        values (:ticket, :token, :from, :to, :email, :language, :now) returning *
                        """)
                .bind("ticket", known.id())
                .bind("token", Tokens.secret(random))
                .bind("from", ticket.get().attendee())
                .bind("to", to.name())
                .bind("email", to.email())
                .bind("language", known.language().tag())
                .bind("now", now)
                .map(ROW)
                .one();
        audit(handle, "offer", transfer, now);
        Outbox.writeAbout(
                handle,
                Outbox.Kind.TRANSFER,
                Optional.of(order.id()),
                transfer.id(),
                to.email(),
                known.language(),
                now);
        return Offered.YES;
    }

    private static boolean goodAt(Handle handle, Ticket ticket, Instant now) {
        return ticket.state().equals("valid")
                && Events.byId(handle, ticket.eventId()).sells(now);
    }

    private static boolean transferable(Handle handle, UUID ticket) {
        return handle.createQuery("""
                        select t.transferable
                               and (select count(*) from transfer where ticket_id = k.id and state = 'taken') < :taken
                               and (select count(*) from transfer where ticket_id = k.id) < :offered
                          from ticket k join tier t on t.id = k.tier_id where k.id = :ticket
                        """)
                .bind("ticket", ticket)
                .bind("taken", MOST_TAKEN)
                .bind("offered", MOST_OFFERED)
                .mapTo(Boolean.class)
                .one();
    }

    /** Where a ticket is on its way to, if it is. */
    public Optional<Transfer> open(Ticket ticket) {
        return database.withHandle(handle -> open(handle, ticket.id()));
    }

    private static Optional<Transfer> open(Handle handle, UUID ticket) {
        return handle.createQuery("select * from transfer where ticket_id = :ticket and state = 'offered'")
                .bind("ticket", ticket)
                .map(ROW)
                .findOne();
    }

    /** What a letter's address names, while it can still be taken. */
    public Optional<Transfer> offered(String token) {
        return database.withHandle(handle -> offered(handle, token));
    }

    private static Optional<Transfer> offered(Handle handle, String token) {
        return handle.createQuery("select * from transfer where token = :token and state = 'offered'")
                .bind("token", token)
                .map(ROW)
                .findOne();
    }

    public Optional<Ticket> ticketOf(Transfer transfer) {
        return database.withHandle(handle -> Tickets.byId(handle, transfer.ticketId()));
    }

    /** The holder thinks better of it; false when it was taken a moment before. */
    public boolean takeBack(Ticket ticket) {
        return database.inTransaction(handle -> {
            Orders.lock(handle, ticket.orderId());
            Optional<Transfer> transfer = open(handle, ticket.id());
            transfer.ifPresent(open -> end(handle, open, "taken_back", clock.instant()));
            return transfer.isPresent();
        });
    }

    /** Returns the ticket as its new holder has it, in their language; empty when it is not to be had any more. */
    public Optional<Ticket> take(Transfer known, Language language) {
        Optional<Ticket> taken = database.inTransaction(handle -> take(handle, known, language));
        somethingHappened.run();
        return taken;
    }

    private Optional<Ticket> take(Handle handle, Transfer known, Language language) {
        Instant now = clock.instant();
        Order order = Orders.lock(
                handle, Tickets.byId(handle, known.ticketId()).orElseThrow().orderId());
        Ticket before = Tickets.byId(handle, known.ticketId()).orElseThrow();
        if (offered(handle, known.token()).isEmpty() || !goodAt(handle, before, now)) {
            return Optional.empty();
        }
        Event event = Events.byId(handle, order.eventId());
        issuer.issueAgain(handle, event, before.id(), now);
        end(handle, known, "taken", now);
        Outbox.writeAbout(
                handle,
                Outbox.Kind.TRANSFER_TAKEN,
                Optional.of(order.id()),
                known.id(),
                Tickets.holderEmail(handle, before.id()),
                before.language(),
                now);
        handle.createUpdate("""
                        update ticket set token = :token, attendee_name = :name, holder_name = :name,
                               holder_email = :email, holder_language = :language where id = :ticket
                        """)
                .bind("token", Tokens.secret(random))
                .bind("name", known.toName())
                .bind("email", known.toEmail())
                .bind("language", language.tag())
                .bind("ticket", before.id())
                .execute();
        Outbox.writeAbout(
                handle, Outbox.Kind.TICKET, Optional.of(order.id()), known.id(), known.toEmail(), language, now);
        return Tickets.byId(handle, before.id());
    }

    private static void end(Handle handle, Transfer transfer, String state, Instant now) {
        handle.createUpdate("update transfer set state = :state, ended_at = :now where id = :id and state = 'offered'")
                .bind("state", state)
                .bind("now", now)
                .bind("id", transfer.id())
                .execute();
        audit(handle, state, transfer, now);
    }

    private static void audit(Handle handle, String step, Transfer transfer, Instant now) {
        handle.createUpdate("""
                        insert into audit (at, actor, action, subject, before, after)
                        values (:now, 'guest', :action, 'ticket ' || :ticket, :from, :to)
                        """)
                .bind("now", now)
                .bind("action", "transfer " + step.replace('_', ' '))
                .bind("ticket", transfer.ticketId().toString())
                .bind("from", transfer.fromName())
                .bind("to", transfer.toName())
                .execute();
    }
}
