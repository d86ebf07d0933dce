package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.sense.Sensing;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open grants of a lane, one a direction. Each ends exactly once: passed, abandoned or cancelled. */
final class Grants {
    private final long lifeNanos;
    private final List<LaneEvent> events;
    private final Map<Direction, OpenGrant> open = new EnumMap<>(Direction.class);
    private long lastNumber;

    Grants(LaneTimings timings, List<LaneEvent> events) {
        this.lifeNanos = timings.grant().toNanos();
        this.events = events;
    }

    long open(long nowNanos, Direction direction, LaneEvent.Origin origin) {
        long number = ++lastNumber;
        open.put(direction, new OpenGrant(number, direction, nowNanos + lifeNanos, OpenGrant.Guest.STANDING));
        events.add(new LaneEvent.Granted(number, direction, origin, nowNanos));
        return number;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean has(Direction direction) {
        return open.containsKey(direction);
    }

    boolean walking(Direction direction) {
        OpenGrant grant = open.get(direction);
        return grant != null && grant.walking();
    }

    boolean anyWalking() {
        return open.values().stream().anyMatch(OpenGrant::walking);
    }

    /** The direction of the grant that was given first, for sensors that cannot say which way. */
    Optional<Direction> first() {
        return open.values().stream()
                .min(Comparator.comparingLong(OpenGrant::number))
                .map(OpenGrant::direction);
    }

    void walk(long nowNanos, Direction direction) {
        OpenGrant grant = open.get(direction);
        if (grant != null && !grant.walking()) {
            open.put(direction, grant.with(OpenGrant.Guest.WALKING));
            events.add(new LaneEvent.PassageStarted(grant.number(), direction, nowNanos));
        }
    }

    /** Whoever had begun to walk is back where they were; their time runs on. */
    void stepBack() {
        open.replaceAll((direction, grant) -> grant.with(OpenGrant.Guest.STANDING));
    }

    /** Whether there was a grant to be used up. */
    boolean complete(long nowNanos, Direction direction) {
        OpenGrant grant = open.remove(direction);
        if (grant == null) {
            return false;
        }
        events.add(passed(grant, LaneEvent.Evidence.SENSED, nowNanos));
        return true;
    }

    void expire(long nowNanos, Sensing sensing) {
        for (OpenGrant grant : List.copyOf(open.values())) {
            if (!grant.walking() && nowNanos - grant.untilNanos() >= 0) {
                open.remove(grant.direction());
                events.add(
                        sensing == Sensing.NONE
                                ? passed(grant, LaneEvent.Evidence.PRESUMED, nowNanos)
                                : new LaneEvent.PassageAbandoned(grant.number(), grant.direction(), nowNanos));
            }
        }
    }

    /** Takes one grant back; says whether it was still to be had. */
    boolean cancel(long nowNanos, long number) {
        Optional<OpenGrant> standing = open.values().stream()
                .filter(grant -> grant.number() == number && !grant.walking())
                .findFirst();
        standing.ifPresent(grant -> {
            open.remove(grant.direction());
            events.add(new LaneEvent.GrantCancelled(number, grant.direction(), nowNanos));
        });
        return standing.isPresent();
    }

    /** Takes back what nobody has begun to use. */
    void cancelStanding(long nowNanos) {
        for (OpenGrant grant : List.copyOf(open.values())) {
            if (!grant.walking()) {
                open.remove(grant.direction());
                events.add(new LaneEvent.GrantCancelled(grant.number(), grant.direction(), nowNanos));
            }
        }
    }

    /** Ends everything at once. Whoever was already walking is presumed to be through. */
    void endAll(long nowNanos) {
        cancelStanding(nowNanos);
        for (OpenGrant grant : List.copyOf(open.values())) {
            open.remove(grant.direction());
            events.add(passed(grant, LaneEvent.Evidence.PRESUMED, nowNanos));
        }
    }

    long nanosUntilExpiry(long nowNanos) {
        return open.values().stream()
                .filter(grant -> !grant.walking())
                .mapToLong(grant -> grant.untilNanos() - nowNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static LaneEvent passed(OpenGrant grant, LaneEvent.Evidence evidence, long nowNanos) {
        return new LaneEvent.PassageCompleted(grant.number(), grant.direction(), evidence, nowNanos);
    }
}
