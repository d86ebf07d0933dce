package dev.turnstone.platform.http;

import dev.turnstone.platform.json.Json;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of server-sent events to any number of screens. A screen that reads too slowly is let go; it comes back by
 * itself and is given the latest of everything, so that none is ever out of date for long and none holds up another.
 */
public final class EventStream implements AutoCloseable {
    private static final int WAITING_PER_SCREEN = 256;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Message LEAVE = new Message("", "");

    private final Set<BlockingQueue<Message>> screens = ConcurrentHashMap.newKeySet();
    private final Map<String, Message> latest = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Message(String event, String data) {}

    /** Something that happened: for the screens that are watching now. */
    public void publish(String event, Object value) {
        send(new Message(event, Json.text(value)));
    }

    /** How something stands: also for screens that connect later. */
    public void publishLatest(String event, Object value) {
        var message = new Message(event, Json.text(value));
        latest.put(event, message);
        send(message);
    }

    /** How many are watching. */
    public int screens() {
        return screens.size();
    }

    private void send(Message message) {
        for (BlockingQueue<Message> screen : screens) {
            if (!screen.offer(message)) {
                letGo(screen);
            }
        }
    }

    /** A handler: stays until the screen leaves. An event {@code heartbeat} every 10 s tells it that silence is no news. */
    public void serve(ServerRequest req, ServerResponse res) {
        serve(req, res, () -> true);
    }

    /** @param may whether this screen may still be told; asked before everything that it is told */
    public void serve(ServerRequest req, ServerResponse res, BooleanSupplier may) {
        BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(WAITING_PER_SCREEN);
        screens.add(waiting);
        List.copyOf(latest.values()).forEach(waiting::offer);
        res.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
        try (SseSink sink = res.sink(SseSink.TYPE)) {
            sink.emit(SseEvent.builder()
                    .name("hello")
                    .data("{}")
                    .reconnectDelay(Duration.ofSeconds(1))
                    .build());
            while (!closed) {
                @Nullable Message next = waiting.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                if (LEAVE.equals(next) || !may.getAsBoolean()) {
                    return;
                }
                sink.emit(
                        next == null
                                ? heartbeat()
                                : SseEvent.builder()
                                        .name(next.event())
                                        .data(next.data())
                                        .build());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // The screen went away, as screens do.
        } finally {
            screens.remove(waiting);
        }
    }

    private static SseEvent heartbeat() {
        return SseEvent.builder().name("heartbeat").data("{}").build();
    }

    @Override
    public void close() {
        closed = true;
        screens.forEach(EventStream::letGo);
    }

    private static void letGo(BlockingQueue<Message> screen) {
        screen.clear();
        screen.offer(LEAVE);
    }
}
