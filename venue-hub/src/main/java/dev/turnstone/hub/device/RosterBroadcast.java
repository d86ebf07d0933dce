package dev.turnstone.hub.device;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every gate how passes stand from now on, signed with the hub's key, at most 100 ms after the cloud has said so.
 * Who was away finds a gap in the positions, and asks. So does everybody where more has changed than is worth telling:
 * only the last of it is told.
 */
public final class RosterBroadcast implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RosterBroadcast.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_MESSAGES = 8;

    private final Roster roster;
    private final SigningKey key;
    private final Topics topics;
    private final DeviceBus bus;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;
    private final Map<EventId, Long> told;

    private RosterBroadcast(Roster roster, SigningKey key, Topics topics, DeviceBus bus) {
        this.roster = roster;
        this.key = key;
        this.topics = topics;
        this.bus = bus;
        // What changed before this start is fetched by whoever does not know it.
        this.told = new HashMap<>(roster.heads());
        this.thread = Thread.ofVirtual().name("roster-broadcast").unstarted(this::run);
    }

    public static RosterBroadcast start(Roster roster, SigningKey key, Topics topics, DeviceBus bus) {
        RosterBroadcast broadcast = new RosterBroadcast(roster, key, topics, bus);
        roster.onPasses(broadcast::wake);
        broadcast.thread.start();
        return broadcast;
    }

    private void wake() {
        if (changed.availablePermits() == 0) {
            changed.release();
        }
    }

    private void run() {
        try {
            while (true) {
                changed.acquire();
                changed.drainPermits();
                try {
                    roster.heads().forEach(this::tell);
                } catch (StoreException e) {
                    log.error("how passes have changed cannot be told; gates ask for it by themselves", e);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(EventId event, long head) {
        long after = told.getOrDefault(event, 0L);
        // A new life of the feed may end before the old one did: it is told from its beginning.
        long from = after > head ? 0 : after;
        for (int message = 1; from < head; message++) {
            boolean tooMuch = message == MOST_MESSAGES;
            Optional<RosterPage> page = roster.page(event, tooMuch ? head - 1 : from, RosterChanges.MOST_CHANGES);
            if (page.isEmpty() || page.get().passes().isEmpty()) {
                return;
            }
            publish(event, page.get(), (tooMuch ? head - 1 : from) + 1);
            from = page.get().to();
            told.put(event, from);
        }
    }

    private void publish(EventId event, RosterPage page, long from) {
        RosterChanges changes = new RosterChanges(event.value(), page.incarnation(), from, page.to(), page.passes());
        bus.publish(topics.rosterChanges(event), Json.bytes(SignedRosterChanges.sign(Json.bytes(changes), key)));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
