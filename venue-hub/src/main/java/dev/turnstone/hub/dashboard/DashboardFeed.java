package dev.turnstone.hub.dashboard;

import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every open dashboard how things stand: at once when something changed, but not oftener than
 * anybody can read, and every second that nothing has. It is drawn once a language, however many watch.
 */
public final class DashboardFeed implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DashboardFeed.class);
    private static final Messages MESSAGES = Messages.bundle("hub");
    private static final Duration OFTENEST = Duration.ofMillis(250);
    private static final Duration SELDOMEST = Duration.ofSeconds(1);

    private final Boards boards;
    private final InstantSource clock;
    private final Map<Language, EventStream> streams = new EnumMap<>(Language.class);
    private final Map<Language, Board> last = new EnumMap<>(Language.class);
    private final Map<Language, Integer> watching = new EnumMap<>(Language.class);
    private final Semaphore changed = new Semaphore(0);
    private final Thread thread;

    private record Drawn(String html, String time) {}

    private record Tick(String time) {}

    private DashboardFeed(Boards boards, InstantSource clock) {
        this.boards = boards;
        this.clock = clock;
        for (Language language : Language.values()) {
            streams.put(language, new EventStream());
        }
        this.thread = Thread.ofVirtual().name("dashboard-feed").unstarted(this::run);
    }

    public static DashboardFeed start(Boards boards, InstantSource clock) {
        DashboardFeed feed = new DashboardFeed(boards, clock);
        feed.thread.start();
        return feed;
    }

    /** Something changed. Cheap, and may be called as often as it does. */
    public void wake() {
        if (changed.availablePermits() == 0) {
            changed.release();
        }
    }

    public EventStream stream(Language language) {
        wake();
        return streams.getOrDefault(language, streams.values().iterator().next());
    }

    private void run() {
        try {
            while (true) {
                changed.tryAcquire(SELDOMEST.toMillis(), TimeUnit.MILLISECONDS);
                changed.drainPermits();
                streams.forEach(this::tell);
                Thread.sleep(OFTENEST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Language language, EventStream stream) {
        int screens = stream.screens();
        boolean newcomer = screens > watching.getOrDefault(language, 0);
        watching.put(language, screens);
        if (screens == 0) {
            last.remove(language);
            return;
        }
        try {
            Messages.Texts texts = MESSAGES.in(language);
            Board board = boards.board(clock.instant(), texts);
            Board before = last.put(language, board);
            if (!newcomer && before != null && board.sameAs(before)) {
                stream.publish("tick", new Tick(board.asOf()));
            } else {
                String html = Templates.render("hub/board.jte", Map.of("board", board, "texts", texts));
                stream.publish("board", new Drawn(html, board.asOf()));
            }
        } catch (RuntimeException e) {
            // Screens that are told nothing grey out and say so; the next second tries again.
            log.error("the dashboard could not be drawn", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        streams.values().forEach(EventStream::close);
    }
}
