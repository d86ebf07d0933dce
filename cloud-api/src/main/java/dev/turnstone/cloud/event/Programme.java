package dev.turnstone.cloud.event;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What is on, written down: who sells, in which house, which evening, and which kinds of tickets. */
public final class Programme {
    private Programme() {}

    /** A house with doors. */
    public record NewVenue(UUID organisation, String slug, String name, ZoneId zone, String address, int capacity) {}

    /** An evening in it, on sale at once. */
    public record NewEvent(
            UUID venue,
            String slug,
            String name,
            String summaryEn,
            String summaryEs,
            Instant opens,
            Instant closes,
            int capacity,
            String currency) {}

    /** A kind of ticket of it, and how many there are. */
    public record NewTier(
            int index,
            String name,
            String nameEs,
            String noteEn,
            String noteEs,
            long priceMinor,
            long feeMinor,
            int tickets) {}

    public static UUID organisation(Handle handle, String slug, String name, String ownerEmail, Instant now) {
        return handle.createQuery("insert into organisation (slug, name, owner_email, created_at)"
                        + " values (:slug, :name, :ownerEmail, :now) returning id")
                .bind("slug", slug)
                .bind("name", name)
                .bind("ownerEmail", ownerEmail)
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
    }

    public static UUID venue(Handle handle, NewVenue venue, Instant now) {
        return handle.createQuery("""
                        insert into venue (organisation_id, slug, name, zone, address, capacity, created_at)
                        values (:organisation, :slug, :name, :zone, :address, :capacity, :now) returning id
                        """)
                .bind("organisation", venue.organisation())
                .bind("slug", venue.slug())
                .bind("name", venue.name())
                .bind("zone", venue.zone().getId())
                .bind("address", venue.address())
                .bind("capacity", venue.capacity())
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
    }

    public static UUID event(Handle handle, NewEvent event, Instant now) {
        return handle.createQuery("""
                        insert into event (venue_id, slug, name, summary_en, summary_es, state, opens_at, closes_at,
                                           capacity, currency, created_at)
                        values (:venue, :slug, :name, :summaryEn, :summaryEs, 'published', :opens, :closes,
                                :capacity, :currency, :now) returning id
                        """)
                .bind("venue", event.venue())
                .bind("slug", event.slug())
                .bind("name", event.name())
                .bind("summaryEn", event.summaryEn())
                .bind("summaryEs", event.summaryEs())
                .bind("opens", event.opens())
                .bind("closes", event.closes())
                .bind("capacity", event.capacity())
                .bind("currency", event.currency())
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
    }

    public static UUID tier(Handle handle, UUID event, NewTier tier, Instant now) {
        UUID id = handle.createQuery("""
                        insert into tier (event_id, idx, name, name_es, note_en, note_es, price_minor, fee_minor,
                                          created_at)
                        values (:event, :idx, :name, :nameEs, :noteEn, :noteEs, :price, :fee, :now) returning id
                        """)
                .bind("event", event)
                .bind("idx", tier.index())
                .bind("name", tier.name())
                .bind("nameEs", tier.nameEs())
                .bind("noteEn", tier.noteEn())
                .bind("noteEs", tier.noteEs())
                .bind("price", tier.priceMinor())
                .bind("fee", tier.feeMinor())
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
        Stock.lay(handle, id, tier.tickets());
        return id;
    }

    /** Of this kind only tickets whose code changes with time are sold from now on; the sheet must be published after. */
    public static void requireLive(Handle handle, UUID event, int index) {
        handle.createUpdate("update tier set live_required = true where event_id = :event and idx = :idx")
                .bind("event", event)
                .bind("idx", index)
                .execute();
    }
}
