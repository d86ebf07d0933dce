package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.cloud.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/** Every event has an issuing key of its own: the key is what names the event in a pass. */
public final class EventKeys {
    /** Gates must know a key before the first guest comes, and until the last has left. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final Duration LATER = Duration.ofHours(12);

    private final MasterKey master;
    private final RandomGenerator random;

    public EventKeys(MasterKey master, RandomGenerator random) {
        this.master = master;
        this.random = random;
    }

    public void make(Handle handle, Event event, Instant now) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        SigningKey key = SigningKey.fromSeed(seed);
        handle.createUpdate("""
                        insert into event_key (event_id, public_key, sealed_seed, valid_from, valid_until, issuing,
                                               created_at)
                        values (:event, :public, :sealed, :from, :until, true, :now)
                        """)
                .bind("event", event.id())
                .bind("public", key.publicKey().bytes())
                .bind("sealed", master.seal(seed, belonging(event.slug())))
                .bind("from", earlier(event.opens(), now).minus(EARLIER))
                .bind("until", event.closes().plus(LATER))
                .bind("now", now)
                .execute();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** An event that lasts longer than was planned takes its keys along. */
    public static void extend(Handle handle, UUID event, Instant closes) {
        handle.createUpdate("update event_key set valid_until = :until where event_id = :event")
                .bind("until", closes.plus(LATER))
                .bind("event", event)
                .execute();
    }

    MasterKey master() {
        return master;
    }

    /** @throws IssuingFault when there is no key, or the master key does not open it */
    PassSigner signer(Handle handle, Event event) {
        byte[] sealed = handle.createQuery("select sealed_seed from event_key where event_id = :event and issuing")
                .bind("event", event.id())
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> new IssuingFault("event " + event.slug() + " has no issuing key"));
        return PassSigner.fromSeed(master.open(sealed, belonging(event.slug())));
    }

    static List<EventKey> ofVenue(Handle handle, UUID venue, Instant now) {
        return handle.createQuery("""
                        select e.slug, k.public_key, k.valid_from, k.valid_until
                          from event_key k join event e on e.id = k.event_id
                         where e.venue_id = :venue and k.valid_until > :now
                         order by e.slug, k.valid_from, k.id
                        """)
                .bind("venue", venue)
                .bind("now", now)
                .map((row, context) -> new EventKey(
                        new EventId(row.getString(1)),
                        PublicKey.of(row.getBytes(2)),
                        row.getTimestamp(3).toInstant(),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    private static byte[] belonging(String event) {
        return ("event key of " + event).getBytes(StandardCharsets.UTF_8);
    }
}
