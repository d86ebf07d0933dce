package dev.turnstone.hub.device;

import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Tells every gate of every other's uses, in batches at most 100 ms apart. Whatever a gate missed shows
 * as a gap in the positions, and is fetched from {@code GET /v1/usage?after=…}.
 */
public final class UsageBroadcast implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Usage usage;
    private final Topics topics;
    private final DeviceBus bus;
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;
    private long told;

    private UsageBroadcast(Usage usage, Topics topics, DeviceBus bus) {
        this.usage = usage;
        this.topics = topics;
        this.bus = bus;
        this.thread = Thread.ofVirtual().name("usage-broadcast").unstarted(this::run);
    }

    public static UsageBroadcast start(Usage usage, Topics topics, DeviceBus bus) {
        UsageBroadcast broadcast = new UsageBroadcast(usage, topics, bus);
        // What was used before this life of the hub is fetched by whoever needs it.
        broadcast.told = usage.head();
        usage.onChange(broadcast::wake);
        broadcast.thread.start();
        return broadcast;
    }

    public void routing(HttpRules rules) {
        rules.get("/v1/usage", this::missed);
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
                Optional<UsageBatch> next = usage.after(told);
                while (next.isPresent()) {
                    bus.publish(topics.usage(), Json.bytes(next.get()));
                    told = next.get().to();
                    next = usage.after(told);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void missed(ServerRequest req, ServerResponse res) {
        long after = Positions.after(req);
        // Who is ahead of us has heard another life of the hub, and knows nothing of this one.
        Optional<UsageBatch> batch = usage.after(after > usage.head() ? 0 : after);
        if (batch.isPresent()) {
            Reply.json(res, batch.get());
        } else {
            Reply.noContent(res);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
