package dev.turnstone.cloud.waitlist;

import dev.turnstone.cloud.event.Stock;
import dev.turnstone.cloud.mail.Outbox;
import dev.turnstone.platform.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What comes free goes to who waits, in the transaction in which it comes free: no buyer can be quicker. Only buckets that
 * the transaction has locked are touched, so that two of them never wait for each other.
 */
public final class Offers {
    private static final Duration LASTS = Duration.ofHours(2);

    /** Where the first in line want more than there is, those behind them get it; so many are looked at. */
    private static final int LOOKED_AT = 50;

    private Offers() {}

    private record Waiting(UUID id, int quantity, String email, Language language) {}

    /** @param freed buckets whose rows this transaction has locked */
    public static void make(Handle handle, List<Stock.Place> freed, Instant now) {
        Map<UUID, List<Integer>> byTier = new TreeMap<>();
        freed.forEach(place ->
                byTier.computeIfAbsent(place.tier(), tier -> new ArrayList<>()).add(place.bucket()));
        byTier.forEach((tier, buckets) -> make(handle, tier, buckets, now));
    }

    private static void make(Handle handle, UUID tier, List<Integer> buckets, Instant now) {
        List<Waiting> line = line(handle, tier, now);
        if (line.isEmpty()) {
            return;
        }
        Map<Integer, Integer> room = room(handle, tier, buckets);
        for (Waiting each : line) {
            if (room.values().stream().mapToInt(Integer::intValue).sum() >= each.quantity()) {
                setAside(handle, tier, room, each);
                offer(handle, each, now);
            }
        }
    }

    private static List<Waiting> line(Handle handle, UUID tier, Instant now) {
        return handle.createQuery("""
                        select w.id, w.quantity, w.guest_email, w.language
                          from waitlist_entry w join event e on e.id = w.event_id
                         where w.tier_id = :tier and w.state = 'waiting' and e.state = 'published' and e.closes_at > :now
                         order by w.place limit :limit for update of w
                        """)
                .bind("tier", tier)
                .bind("now", now)
                .bind("limit", LOOKED_AT)
                .map((row, context) -> new Waiting(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getString(3),
                        Language.valueOf(row.getString(4).toUpperCase(Locale.ROOT))))
                .list();
    }

    private static Map<Integer, Integer> room(Handle handle, UUID tier, List<Integer> buckets) {
        Map<Integer, Integer> room = new TreeMap<>();
        handle.createQuery("select bucket, capacity - sold - held from tier_stock"
                        + " where tier_id = :tier and bucket in (<buckets>)")
                .bind("tier", tier)
                .bindList("buckets", buckets)
                .map((row, context) -> room.put(row.getInt(1), row.getInt(2)))
                .list();
        return room;
    }

    private static void setAside(Handle handle, UUID tier, Map<Integer, Integer> room, Waiting waiting) {
        int wanted = waiting.quantity();
        for (Map.Entry<Integer, Integer> bucket : room.entrySet()) {
            int share = Math.min(wanted, bucket.getValue());
            if (share > 0) {
                handle.createUpdate("""
                                with taken as (update tier_stock set held = held + :share
                                                where tier_id = :tier and bucket = :bucket returning bucket)
                                insert into waitlist_share (entry_id, tier_id, bucket, quantity)
                                select :entry, :tier, bucket, :share from taken
                                """)
                        .bind("share", share)
                        .bind("tier", tier)
                        .bind("bucket", bucket.getKey())
                        .bind("entry", waiting.id())
                        .execute();
                bucket.setValue(bucket.getValue() - share);
                wanted -= share;
            }
        }
    }

    private static void offer(Handle handle, Waiting waiting, Instant now) {
        handle.createUpdate("""
                        update waitlist_entry w set state = 'offered', offered_until = least(:until, e.closes_at)
                          from event e where w.id = :id and e.id = w.event_id
                        """)
                .bind("until", now.plus(LASTS))
                .bind("id", waiting.id())
                .execute();
        Outbox.writeAbout(
                handle,
                Outbox.Kind.WAITLIST_OFFER,
                Optional.empty(),
                waiting.id(),
                waiting.email(),
                waiting.language(),
                now);
    }

    /**
     * What was set aside for somebody is nobody's again: they left, or their time ran out. It goes to the next in line.
     *
     * @return false when they took it a moment before; then nothing has changed
     */
    static boolean withdraw(Handle handle, UUID entry, Entry.State state, Instant now) {
        // The stock first, as everywhere.
        List<Stock.Place> freed = handle.createQuery("""
                        with mine as (select tier_id, bucket, quantity from waitlist_share where entry_id = :entry
                                       order by tier_id, bucket)
                        update tier_stock s set held = s.held - mine.quantity from mine
                         where s.tier_id = mine.tier_id and s.bucket = mine.bucket returning s.tier_id, s.bucket
                        """)
                .bind("entry", entry)
                .map((row, context) -> new Stock.Place(row.getObject(1, UUID.class), row.getInt(2)))
                .list();
        int changed = handle.createUpdate(
                        "update waitlist_entry set state = :state where id = :entry and state = 'offered'")
                .bind("state", state.name().toLowerCase(Locale.ROOT))
                .bind("entry", entry)
                .execute();
        if (changed == 0) {
            handle.rollback();
            return false;
        }
        handle.createUpdate("delete from waitlist_share where entry_id = :entry")
                .bind("entry", entry)
                .execute();
        make(handle, freed, now);
        return true;
    }
}
