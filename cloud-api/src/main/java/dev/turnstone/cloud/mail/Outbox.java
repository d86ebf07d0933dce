package dev.turnstone.cloud.mail;

import dev.turnstone.cloud.sale.Order;
import dev.turnstone.platform.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Letters to be written, each put down in the transaction of its cause, once. */
public final class Outbox {
    /** What a letter is about. */
    public enum Kind {
        CONFIRMATION("confirmation"),
        REFUND("refund"),
        LATE_REFUND("late-refund"),
        /** To the owner: somebody paid, and the tickets cannot be issued. */
        OWNER_TICKETS("owner-tickets"),
        /** To the owner: money that was to go back did not. */
        OWNER_REFUND("owner-refund"),
        /** To the owner: a guest's bank takes a sale back. */
        OWNER_DISPUTE("owner-dispute"),
        /** Somebody is offered a ticket. */
        TRANSFER("transfer"),
        /** To whom it was: they took it. */
        TRANSFER_TAKEN("transfer-taken"),
        /** To whom it now is. */
        TICKET("ticket"),
        /** To whoever waits: where they are in line. */
        WAITLIST("waitlist"),
        /** To whoever waited: tickets are set aside for them. */
        WAITLIST_OFFER("waitlist-offer");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As the table and the words' keys say it. */
        String word() {
            return word;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no letter of kind " + word);
        }
    }

    private Outbox() {}

    /** @param about what the letter is about, where that is not its order as a whole */
    record Waiting(
            UUID id,
            Kind kind,
            @Nullable UUID order,
            @Nullable UUID about,
            String recipient,
            Language language,
            int attempts) {}

    /** About something else than an order as a whole, to whom it concerns; once about each thing. */
    public static void writeAbout(
            Handle handle,
            Kind kind,
            Optional<UUID> order,
            UUID about,
            String recipient,
            Language language,
            Instant now) {
        handle.createUpdate("""
                        insert into mail_outbox (cause, kind, order_id, about, recipient, language, next_attempt_at,
                                                 created_at)
                        values (:cause, :kind, cast(:order as uuid), :about, :recipient, :language, :now, :now)
                        on conflict (cause) do nothing
                        """)
                .bind("cause", kind.word + " of " + about)
                .bind("kind", kind.word)
                .bind("order", order.orElse(null))
                .bind("about", about)
                .bind("recipient", recipient)
                .bind("language", language.tag())
                .bind("now", now)
                .execute();
    }

    public static void write(Handle handle, Kind kind, Order order, Instant now) {
        handle.createUpdate("""
                        insert into mail_outbox (cause, kind, order_id, recipient, language, next_attempt_at, created_at)
                        values (:cause, :kind, :order, :recipient, :language, :now, :now) on conflict (cause) do nothing
                        """)
                .bind("cause", kind.word + " of " + order.id())
                .bind("kind", kind.word)
                .bind("order", order.id())
                .bind("recipient", order.guestEmail())
                .bind("language", order.language().tag())
                .bind("now", now)
                .execute();
    }

    /** To the owner of the order's event, where an address is known; once about each thing. */
    public static void tellOwner(Handle handle, Kind kind, Order order, String about, Instant now) {
        handle.createUpdate("""
                        insert into mail_outbox (cause, kind, order_id, recipient, language, next_attempt_at, created_at)
                        select :cause, :kind, :order, o.owner_email, 'en', :now, :now
                          from event e join venue v on v.id = e.venue_id join organisation o on o.id = v.organisation_id
                         where e.id = :event and o.owner_email is not null
                        on conflict (cause) do nothing
                        """)
                .bind("cause", kind.word + " of " + about)
                .bind("kind", kind.word)
                .bind("order", order.id())
                .bind("event", order.eventId())
                .bind("now", now)
                .execute();
    }

    static List<Waiting> take(Handle handle, Instant now, Duration putOff, int limit) {
        return handle.createQuery("""
                        update mail_outbox set next_attempt_at = :later, attempts = attempts + 1
                         where id in (select id from mail_outbox where state = 'waiting' and next_attempt_at <= :now
                                       order by next_attempt_at limit :limit for update skip locked)
                        returning id, kind, order_id, about, recipient, language, attempts
                        """)
                .bind("now", now)
                .bind("later", now.plus(putOff))
                .bind("limit", limit)
                .map((row, context) -> new Waiting(
                        row.getObject(1, UUID.class),
                        Kind.of(row.getString(2)),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        row.getString(5),
                        Language.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                        row.getInt(7)))
                .list();
    }

    static void sent(Handle handle, UUID id, String providerId, Instant now) {
        handle.createUpdate("update mail_outbox set state = 'sent', sent_at = :now, provider_id = :provider,"
                        + " error = null where id = :id")
                .bind("now", now)
                .bind("provider", providerId)
                .bind("id", id)
                .execute();
    }

    /** @param again empty: nobody will carry it, a person must look */
    static void failed(Handle handle, UUID id, String error, Optional<Instant> again) {
        handle.createUpdate("""
                        update mail_outbox set error = :error, state = :state,
                                               next_attempt_at = coalesce(:again, next_attempt_at)
                         where id = :id
                        """)
                .bind("error", error)
                .bind("state", again.isPresent() ? "waiting" : "dead")
                .bind("again", again.orElse(null))
                .bind("id", id)
                .execute();
    }

    /** A person asks for it: it is tried again at once, and as often as a new one. */
    public static void sendAgain(Handle handle, UUID id, Instant now) {
        handle.createUpdate("update mail_outbox set state = 'waiting', attempts = 0, next_attempt_at = :now"
                        + " where id = :id and state <> 'sent'")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /** How long the oldest waiting letter has waited. */
    public static Duration oldest(Handle handle, Instant now) {
        return handle.createQuery("select min(created_at) from mail_outbox where state = 'waiting'")
                .mapTo(Instant.class)
                .findOne()
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }
}
