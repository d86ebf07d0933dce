package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.SheetReview;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.event.Events;
import dev.turnstone.cloud.event.Tier;
import dev.turnstone.cloud.sync.Changes;
import dev.turnstone.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gates obey: which keys sign passes, and each event's sheet. Signed by the cloud's settings key, so that nobody
 * between here and the gate can change a word, and numbered, so that nobody can bring back an old one.
 */
public final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    private final SigningKey key;

    public Settings(SigningKey key) {
        this.key = key;
    }

    /** Everything of a venue again, when the settings key is another than the one that signed last. */
    public void signAnewIfKeyChanged(Jdbi database, Instant now) {
        database.useTransaction(handle -> {
            byte[] current = key.publicKey().bytes();
            int changed = handle.createUpdate("""
                            insert into signed_with (public_key) values (:key)
                            on conflict (only_one) do update set public_key = :key
                             where signed_with.public_key <> :key
                            """).bind("key", current).execute();
            if (changed == 1) {
                List<UUID> venues = handle.createQuery("select id from venue where deleted_at is null order by id")
                        .mapTo(UUID.class)
                        .list();
                for (UUID venue : venues) {
                    publishKeys(handle, venue, now);
                    Events.ofVenue(handle, venue).forEach(event -> publishSheet(handle, event.id(), now));
                }
            }
        });
    }

    public void publishKeys(Handle handle, UUID venue, Instant now) {
        long number = handle.createQuery("""
                        insert into setting_number (subject, number) values (:subject, 1)
                        on conflict (subject) do update set number = setting_number.number + 1 returning number
                        """)
                .bind("subject", "keys of " + venue)
                .mapTo(Long.class)
                .one();
        publish(
                handle,
                venue,
                Changes.Kind.KEYS,
                number,
                KeysPayload.of(new KeySet(number, EventKeys.ofVenue(handle, venue, now))),
                now);
    }

    public void publishSheet(Handle handle, UUID eventId, Instant now) {
        long number = handle.createQuery(
                        "update event set sheet_number = sheet_number + 1 where id = :id returning sheet_number")
                .bind("id", eventId)
                .mapTo(Long.class)
                .one();
        Event event = Events.byId(handle, eventId);
        List<Tier> tiers = Events.tiers(handle, eventId);
        Sheet plain = Sheet.of(
                        new EventId(event.slug()),
                        number,
                        event.name(),
                        event.venueName(),
                        event.zone(),
                        event.opens(),
                        event.closes(),
                        tiers.stream().map(Settings::tier).toList())
                .capacity(event.capacity());
        Sheet sheet = tiers.stream().anyMatch(Tier::liveRequired) ? plain.live(LiveTimes.settle(handle, event)) : plain;
        // What phones show was made for the schedule in force; what no longer fits it, only new passes mend.
        SheetReview.of(sheet, Optional.empty())
                .forEach(finding -> LOG.warn("event {}: its live tickets: {}", event.slug(), finding.fault()));
        publish(handle, event.venueId(), Changes.Kind.SHEET, number, SheetPayload.of(sheet), now);
    }

    private static dev.turnstone.admission.sheet.Tier tier(Tier tier) {
        String policy = tier.offlinePolicy().toUpperCase(Locale.ROOT).replace('-', '_');
        var plain =
                dev.turnstone.admission.sheet.Tier.of(tier.index(), tier.name()).offline(OfflinePolicy.valueOf(policy));
        return tier.liveRequired() ? plain.requiringLive() : plain;
    }

    private void publish(Handle handle, UUID venue, Changes.Kind kind, long number, Record payload, Instant now) {
        Changes.write(handle, venue, kind, Json.text(SignedSetting.sign(number, Json.bytes(payload), key)), now);
    }
}
