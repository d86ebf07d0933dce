package dev.turnstone.cloud.app;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Programme;
import dev.turnstone.cloud.event.Programme.NewEvent;
import dev.turnstone.cloud.event.Programme.NewTier;
import dev.turnstone.cloud.event.Programme.NewVenue;
import dev.turnstone.cloud.issuing.EventKeys;
import dev.turnstone.cloud.issuing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
    private static final String OWNER = "owner@maguey.example";
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
        UUID organisation = Programme.organisation(handle, VENUE, "Maguey", OWNER, now);
        UUID venue = Programme.venue(
                handle,
                new NewVenue(
                        organisation,
                        VENUE,
                        "Maguey",
                        ZoneId.of("America/Mexico_City"),
                        "Calle Colima 143, Roma Norte, Ciudad de México",
                        CAPACITY),
                now);
        Instant opens = opening(now);
        UUID event = Programme.event(
                handle,
                new NewEvent(
                        venue,
                        EVENT,
                        "Maguey · Saturday",
                        "Cumbia, house and mezcal under the agaves. Two floors, one garden, open until late.",
                        "Cumbia, house y mezcal bajo los agaves. Dos pistas, un jardín, abierto hasta tarde.",
                        opens,
                        opens.plus(DOORS_OPEN_FOR),
                        CAPACITY,
                        "MXN"),
                now);
        Programme.tier(
                handle,
                event,
                new NewTier(
                        0,
                        "General admission",
                        "Acceso general",
                        "Standing, all floors and the garden.",
                        "De pie, todas las pistas y el jardín.",
                        PRICE_MINOR,
                        0,
                        TICKETS),
                now);
        keys.make(handle, Events.byId(handle, event), now);
        settings.publishKeys(handle, venue, now);
        settings.publishSheet(handle, event, now);
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
