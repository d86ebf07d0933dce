package dev.turnstone.kiosk.link;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.RosterChanges;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.retry.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rosters as the hub has them: changes over MQTT, and over HTTPS the whole of them at first and whatever lies in
 * a gap. What a broker carries is believed where the hub's key has signed it; without that key it only says that there is
 * something to ask for. All of it happens beside the deciding, which waits for none of it.
 */
public final class RosterFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RosterFeed.class);
    private static final Duration KEEP_EVERY = Duration.ofSeconds(2);
    /** A broker loses what it cannot take: whoever only listened would never know. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(30);

    private final HubLine line;
    private final Optional<PublicKey> hubKey;
    private final Roster roster;
    private final Supplier<Collection<EventId>> events;
    private final RandomGenerator random;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 2, 0.3);
    private final Semaphore missing = new Semaphore(1);
    private volatile Optional<String> trouble = Optional.empty();

    /** @param events whose guests may come to this gate */
    public RosterFeed(
            URI hub,
            SSLContext identity,
            Optional<PublicKey> hubKey,
            Roster roster,
            Supplier<Collection<EventId>> events,
            RandomGenerator random) {
        this.line = new HubLine("roster-feed", hub, identity, this::run);
        this.hubKey = hubKey;
        this.roster = roster;
        this.events = events;
        this.random = random;
    }

    public void start() {
        line.start();
    }

    /** Why nothing can be fetched, if nothing can. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** The hub tells everyone, or somebody who says so. */
    public void offer(SignedRosterChanges signed) {
        if (hubKey.isEmpty()) {
            fetch();
            return;
        }
        Optional<byte[]> payload = signed.verified(hubKey.get());
        if (payload.isEmpty()) {
            log.warn("A change of the roster was refused: the hub's key has not signed it");
            return;
        }
        try {
            RosterChanges changes = Json.read(payload.get(), RosterChanges.class);
            if (events.get().contains(new EventId(changes.event())) && roster.hear(changes)) {
                fetch();
            }
        } catch (JsonFault e) {
            log.warn("A signed change of the roster is not understood by this version: {}", e.getMessage());
        }
    }

    /** Something may have been told while nobody listened: on every new connection, and with every new sheet. */
    public void fetch() {
        if (missing.availablePermits() == 0) {
            missing.release();
        }
    }

    private void run() {
        int failures = 0;
        long askedNanos = System.nanoTime();
        while (line.isOpen()) {
            try {
                boolean told = missing.tryAcquire(KEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (told || System.nanoTime() - askedNanos >= ASK_EVERY.toNanos()) {
                    askedNanos = System.nanoTime();
                    catchUp();
                    failures = 0;
                    trouble = Optional.empty();
                }
                roster.keep();
                if (roster.hasLostAFile()) {
                    fetch();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                log.debug("The rosters could not be fetched or kept", e);
                trouble = Optional.of(String.valueOf(e.getMessage()));
                fetch();
                if (!line.pause(backoff.delay(failures++, random))) {
                    return;
                }
            }
        }
    }

    private void catchUp() throws IOException, InterruptedException {
        Collection<EventId> wanted = events.get();
        if (!wanted.isEmpty()) {
            roster.keepOnly(wanted);
        }
        for (EventId event : wanted) {
            boolean more = true;
            while (more && line.isOpen()) {
                long after = roster.after(event);
                Optional<RosterPage> page = ask(event, after);
                more = page.isPresent() && roster.take(event, after, page.get());
            }
        }
    }

    private Optional<RosterPage> ask(EventId event, long after) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = line.get("/v1/roster/" + event + "?after=" + after);
        if (response.statusCode() == 404) {
            // A sheet whose passes the hub has not heard of yet: nothing is known of any of them.
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new IOException("the hub answers " + response.statusCode());
        }
        String signature = response.headers().firstValue(RosterPage.SIGNATURE).orElse("");
        if (hubKey.isPresent() && !RosterPage.isSigned(response.body(), signature, hubKey.get())) {
            throw new IOException("the roster of " + event + " is not signed by the hub's key");
        }
        return Optional.of(Json.read(response.body(), RosterPage.class));
    }

    @Override
    public void close() {
        line.close();
    }
}
