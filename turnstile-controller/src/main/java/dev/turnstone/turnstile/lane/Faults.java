package dev.turnstone.turnstile.lane;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What is wrong with a lane. A fault stands until its cause has been gone for the settling time. */
final class Faults {
    private final long settleNanos;
    private final List<LaneEvent> events;
    /** Standing faults, each with the instant since when its cause is gone, if it is. */
    private final Map<Fault, OptionalLong> standing = new EnumMap<>(Fault.class);

    Faults(LaneTimings timings, List<LaneEvent> events) {
        this.settleNanos = timings.settle().toNanos();
        this.events = events;
    }

    void feel(long nowNanos, Fault fault, boolean present) {
        OptionalLong goneSince = standing.get(fault);
        if (present) {
            if (goneSince == null) {
                events.add(new LaneEvent.Faulted(fault, nowNanos));
            }
            standing.put(fault, OptionalLong.empty());
        } else if (goneSince != null) {
            if (goneSince.isEmpty()) {
                standing.put(fault, OptionalLong.of(nowNanos));
            } else if (nowNanos - goneSince.getAsLong() >= settleNanos) {
                standing.remove(fault);
                events.add(new LaneEvent.FaultCleared(fault, nowNanos));
            }
        }
    }

    boolean any() {
        return !standing.isEmpty();
    }

    boolean has(Fault fault) {
        return standing.containsKey(fault);
    }

    Set<Fault> standing() {
        return Set.copyOf(standing.keySet());
    }

    /** Whether what the rotation sensors say means nothing now. */
    boolean blind() {
        return has(Fault.SENSOR_STORM) || has(Fault.SENSOR_STUCK) || has(Fault.SENSOR_LOST);
    }

    long nanosUntilClear(long nowNanos) {
        return standing.values().stream()
                .filter(OptionalLong::isPresent)
                .mapToLong(gone -> gone.getAsLong() + settleNanos - nowNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
