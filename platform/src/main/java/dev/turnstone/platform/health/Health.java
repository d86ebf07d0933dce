package dev.turnstone.platform.health;

import dev.turnstone.platform.health.Status.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * How a service is, part by part. Live: the process answers. Started: everything it needs was brought up once. Ready:
 * started, and no part is down (a degraded part keeps it ready: a gate without its hub still admits).
 */
public final class Health {
    private final Map<String, Supplier<Status>> parts = new ConcurrentSkipListMap<>();
    private final Set<String> vital = ConcurrentHashMap.newKeySet();
    private volatile boolean started;

    /** Names a part; {@code check} must be cheap, it is asked at every poll. */
    public void part(String name, Supplier<Status> check) {
        parts.put(name, check);
    }

    /** The same for a part that a new start of the process may mend: while it is down, no watchdog is fed. */
    public void vital(String name, Supplier<Status> check) {
        vital.add(name);
        part(name, check);
    }

    public void started() {
        started = true;
    }

    public Report report() {
        Map<String, Status> states = new LinkedHashMap<>();
        parts.forEach((name, check) -> states.put(name, ask(check)));
        boolean ready = started && states.values().stream().noneMatch(each -> each.state() == State.DOWN);
        boolean alive = states.entrySet().stream()
                .noneMatch(
                        each -> vital.contains(each.getKey()) && each.getValue().state() == State.DOWN);
        return new Report(started, ready, alive, states);
    }

    private static Status ask(Supplier<Status> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Status.down("the check itself failed: " + e.getMessage());
        }
    }

    /** @param vital no part is down that a new start might mend */
    public record Report(boolean started, boolean ready, boolean vital, Map<String, Status> parts) {
        public State overall() {
            if (!ready) {
                return State.DOWN;
            }
            return parts.values().stream().anyMatch(each -> each.state() == State.DEGRADED) ? State.DEGRADED : State.UP;
        }
    }
}
