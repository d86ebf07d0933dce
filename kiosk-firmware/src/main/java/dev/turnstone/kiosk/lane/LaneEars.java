package dev.turnstone.kiosk.lane;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.retry.Backoff;
import dev.turnstone.turnstile.barrier.Relays;
import dev.turnstone.turnstile.grant.LaneNews;
import dev.turnstone.turnstile.grant.LanePage;
import dev.turnstone.turnstile.lane.Duty;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneCounters;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what a controller tells of its lane, and says when it can no longer be heard. */
final class LaneEars implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneEars.class);
    private static final Backoff BETWEEN_TRIES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3), 2, 0.2);

    private final LaneId lane;
    private final LaneCalls calls;
    private final ToLongFunction<LaneNews> numbering;
    private final RandomGenerator random;
    private final Thread thread;
    private final List<Consumer<LaneEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<LaneView>> watchers = new CopyOnWriteArrayList<>();

    private volatile LaneView view;
    private volatile Optional<String> trouble = Optional.of("not reached yet");
    private volatile boolean keepsJournal;
    private volatile boolean closed;
    private boolean free;

    /** @param numbering this gate's own number of the grant that a piece of news is about */
    LaneEars(LaneId lane, LaneCalls calls, ToLongFunction<LaneNews> numbering, RandomGenerator random) {
        this.lane = lane;
        this.calls = calls;
        this.numbering = numbering;
        this.random = random;
        this.view = unreached(lane);
        this.thread = Thread.ofPlatform().name("lane-" + lane.value() + "-ears").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    LaneView view() {
        return view;
    }

    Optional<String> trouble() {
        return trouble;
    }

    /** Whether the controller said so when it was last heard. */
    boolean keepsJournal() {
        return keepsJournal;
    }

    boolean ended() {
        return closed || !thread.isAlive();
    }

    void listen(Consumer<LaneEvent> listener) {
        listeners.add(listener);
    }

    void watch(Consumer<LaneView> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        Optional<LanePage> before = Optional.empty();
        int failures = 0;
        while (!closed) {
            try {
                LanePage page = calls.news(
                        before.map(LanePage::boot), before.map(LanePage::last).orElse(0L));
                heard(page, before);
                before = Optional.of(page);
                failures = 0;
            } catch (IOException | RuntimeException e) {
                if (closed) {
                    return;
                }
                lost(e.toString());
                if (!pause(BETWEEN_TRIES.delay(failures++, random))) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether nobody interrupted it. */
    static boolean pause(Duration delay) {
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void lost(String why) {
        if (!trouble.equals(Optional.of(why))) {
            LOG.error("Lane {}: its controller cannot be heard: {}", lane, why);
        }
        trouble = Optional.of(why);
        show(unreached(lane));
    }

    /** Of another life of the controller only how the lane stands is told: what it did before is nobody's here. */
    private void heard(LanePage page, Optional<LanePage> before) {
        LaneView now = page.lane().view();
        keepsJournal = page.journal().isPresent();
        if (trouble.isPresent()) {
            LOG.info("Lane {}: its controller is heard", lane);
            trouble = Optional.empty();
        }
        if (before.filter(last -> last.boot().equals(page.boot())).isPresent()) {
            for (LaneNews news : page.news()) {
                news.event(numbering.applyAsLong(news), System.nanoTime()).ifPresent(this::tell);
            }
        }
        // Whatever was missed: the guest's screen must say that the way out is free, and that it no longer is.
        if (now.state() == LaneState.FREE && !free) {
            tell(new LaneEvent.FireAlarm(LaneEvent.Alarm.NOT_YET_RESET, System.nanoTime()));
        } else if (now.state() != LaneState.FREE && free) {
            tell(new LaneEvent.FireReset(System.nanoTime()));
        }
        show(now);
    }

    private void tell(LaneEvent event) {
        switch (event) {
            case LaneEvent.FireAlarm alarm -> free = true;
            case LaneEvent.FireReset reset -> free = false;
            default -> {}
        }
        hand(listeners, event);
    }

    private void show(LaneView now) {
        if (!now.equals(view)) {
            view = now;
            hand(watchers, now);
        }
    }

    private <T> void hand(List<Consumer<T>> all, T what) {
        for (Consumer<T> one : all) {
            try {
                one.accept(what);
            } catch (RuntimeException e) {
                LOG.error("Lane {}: a listener failed at {}", lane, what, e);
            }
        }
    }

    /** What nobody can see is no lane to send a guest to. */
    private static LaneView unreached(LaneId lane) {
        return new LaneView(
                lane,
                LaneState.FAULTED,
                Duty.SERVING,
                Relays.LOW,
                new Lights(Light.AMBER, Light.AMBER),
                Set.of(Fault.BARRIER_LOST),
                LaneCounters.NONE);
    }
}
