package dev.turnstone.rehearsal.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Looks at a lane's relay again and again, as a meter at the pin would, and counts its pulses. */
final class RelayWatch implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofMillis(10).toNanos();

    private final AtomicInteger pulses = new AtomicInteger();
    private final Thread watching;
    private volatile boolean closed;

    RelayWatch(Web web, URI gate) {
        this.watching = Thread.ofVirtual().start(() -> {
            boolean high = false;
            while (!closed) {
                boolean now = isHigh(web, gate);
                if (now && !high) {
                    pulses.incrementAndGet();
                }
                high = now;
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        });
    }

    int pulses() {
        return pulses.get();
    }

    private static boolean isHigh(Web web, URI gate) {
        try {
            for (JsonNode lane : web.json(gate.resolve("/lane/state")).path("lanes")) {
                if (lane.path("relay").asText().equals("high")) {
                    return true;
                }
            }
        } catch (Disappointed e) {
            // A gate without power has no relay that is high.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watching.join();
    }
}
