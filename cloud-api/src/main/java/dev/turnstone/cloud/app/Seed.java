package dev.turnstone.cloud.app;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.issuing.EventKeys;
import dev.turnstone.cloud.issuing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A venue to rehearse with: Maguey, and a Saturday that is always tonight. */
final class Seed {
    /** What a venue is seeded with. */
    enum Choice {
        NONE,
        MAGUEY
    }

    private static final String VENUE = "maguey";
    private static final String EVENT = "maguey-saturday";
    private static final int CAPACITY = 1500;
    private static final int TICKETS = 600;
    private static final long PRICE_MINOR = 350_00;
    private static final Duration DOORS_OPEN_FOR = Duration.ofHours(10);
    private static final Duration NEARLY_OVER = Duration.ofHours(4);

    private final Jdbi database;
    private final EventKeys keys;
    private final Settings settings;

    Seed(Jdbi database, EventKeys keys, Settings settings) {
        this.database = database;
        this.keys = keys;
        this.settings = settings;
    }

    void plant(Instant now) {
        database.useTransaction(handle -> {
            // Two instances that start at once must not both plant.
            handle.execute("lock table organisation in share row exclusive mode");
            Optional<Event> there = Events.bySlug(handle, EVENT);
            if (there.isEmpty()) {
                plantAll(handle, now);
            } else if (there.get().closes().isBefore(now.plus(NEARLY_OVER))) {
                moveToTonight(handle, there.get(), now);
            }
        });
    }

    private void plantAll(Handle handle, Instant now) {
        UUID organisation = handle.createQuery(
                        "insert into organisation (slug, name, created_at) values (:slug, 'Maguey', :now) returning id")
                .bind("slug", VENUE)
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
        UUID venue = handle.createQuery("""
                        insert into venue (organisation_id, slug, name, zone, address, capacity, created_at)
                        values (:organisation, :slug, 'Maguey', 'America/Mexico_City',
                                'Calle Colima 143, Roma Norte, Ciudad de México', :capacity, :now) returning id
                        """)
                .bind("organisation", organisation)
                .bind("slug", VENUE)
                .bind("capacity", CAPACITY)
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
        UUID event = plantEvent(handle, venue, now);
        plantTier(handle, event, now);
        keys.make(handle, Events.byId(handle, event), now);
        settings.publishKeys(handle, venue, now);
        settings.publishSheet(handle, event, now);
    }

    private static UUID plantEvent(Handle handle, UUID venue, Instant now) {
        Instant opens = opening(now);
        return handle.createQuery("""
                        insert into event (venue_id, slug, name, summary_en, summary_es, state, opens_at, closes_at,
                                           capacity, currency, created_at)
                        values (:venue, :slug, 'Maguey · Saturday',
                                'Cumbia, house and mezcal under the agaves. Two floors, one garden, open until late.',
                                'Cumbia, house y mezcal bajo los agaves. Dos pistas, un jardín, abierto hasta tarde.',
                                'published', :opens, :closes, :capacity, 'MXN', :now) returning id
                        """)
                .bind("venue", venue)
                .bind("slug", EVENT)
                .bind("opens", opens)
                .bind("closes", opens.plus(DOORS_OPEN_FOR))
                .bind("capacity", CAPACITY)
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
    }

    private static void plantTier(Handle handle, UUID event, Instant now) {
        UUID tier = handle.createQuery("""
                        insert into tier (event_id, idx, name, name_es, note_en, note_es, price_minor, created_at)
                        values (:event, 0, 'General admission', 'Acceso general',
                                'Standing, all floors and the garden.', 'De pie, todas las pistas y el jardín.',
                                :price, :now) returning id
                        """)
                .bind("event", event)
                .bind("price", PRICE_MINOR)
                .bind("now", now)
                .mapTo(UUID.class)
                .one();
        handle.createUpdate("insert into tier_stock (tier_id, bucket, capacity) values (:tier, 0, :capacity)")
                .bind("tier", tier)
                .bind("capacity", TICKETS)
                .execute();
    }

    private void moveToTonight(Handle handle, Event event, Instant now) {
        Instant opens = opening(now);
        Instant closes = opens.plus(DOORS_OPEN_FOR);
        handle.createUpdate("update event set opens_at = :opens, closes_at = :closes where id = :id")
                .bind("opens", opens)
                .bind("closes", closes)
                .bind("id", event.id())
                .execute();
        EventKeys.extend(handle, event.id(), closes);
        settings.publishKeys(handle, event.venueId(), now);
        settings.publishSheet(handle, event.id(), now);
    }

    /** The last full hour: doors are open, and a time that reads like one. */
    private static Instant opening(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS);
    }
}
