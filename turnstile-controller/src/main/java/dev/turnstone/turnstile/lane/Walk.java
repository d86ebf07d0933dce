package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.Sensing;
import dev.turnstone.turnstile.sense.Turn;
import dev.turnstone.turnstile.sense.TurnReader;
import java.util.List;
import java.util.Optional;

/** Who goes through the lane: turns of the arm, put down to the grant they belong to or to nobody's. */
final class Walk {
    private final LaneProfile profile;
    private final long stuckNanos;
    private final long tailgateNanos;
    private final Grants grants;
    private final List<LaneEvent> events;
    private final TurnReader turns;

    private Phase phase = Phase.REST;
    private long leftRestAt;
    private Optional<Long> lastPassageAt = Optional.empty();

    Walk(LaneProfile profile, LaneTimings timings, Grants grants, List<LaneEvent> events) {
        this.profile = profile;
        this.stuckNanos = timings.stuck().toNanos();
        this.tailgateNanos = timings.tailgate().toNanos();
        this.grants = grants;
        this.events = events;
        this.turns = new TurnReader(profile.sensing());
    }

    /** What the sensors say at this instant. */
    void note(long nowNanos, Phase now) {
        if (phase == Phase.REST && now != Phase.REST) {
            leftRestAt = nowNanos;
        }
        phase = now;
    }

    void feel(long nowNanos, Openness openness) {
        turns.read(phase).ifPresent(turn -> {
            switch (turn) {
                case Turn.Began began -> grants.walk(nowNanos, whose(began.direction()));
                case Turn.TurnedBack back -> grants.stepBack();
                case Turn.Completed completed -> complete(nowNanos, whose(completed.direction()), openness);
            }
        });
    }

    /** Somebody is in the lane who has no grant. */
    boolean strayed() {
        return turns.moving() && !grants.anyWalking();
    }

    /** How long the sensors have been away from rest. */
    long awayFromRest(long nowNanos) {
        return phase == Phase.REST ? 0 : nowNanos - leftRestAt;
    }

    long nanosUntilStuck(long nowNanos) {
        boolean watched = profile.sensing() != Sensing.NONE && phase != Phase.REST;
        long left = leftRestAt + stuckNanos - nowNanos;
        return watched && left > 0 ? left : Long.MAX_VALUE;
    }

    /** Starts anew from here, as after an emergency or a fault: what happened in between is nobody's passage. */
    void forget() {
        turns.forget(phase);
    }

    private void complete(long nowNanos, Direction direction, Openness openness) {
        boolean othersGrant = !grants.isEmpty();
        if (grants.complete(nowNanos, direction)) {
            lastPassageAt = Optional.of(nowNanos);
        } else {
            switch (openness) {
                case OPEN -> events.add(new LaneEvent.FreePassage(direction, nowNanos));
                case CONTROLLED -> events.add(new LaneEvent.Forced(direction, force(nowNanos, othersGrant), nowNanos));
                case TRIED -> {}
            }
        }
    }

    private LaneEvent.Force force(long nowNanos, boolean othersGrant) {
        if (othersGrant) {
            return LaneEvent.Force.REVERSE;
        }
        boolean closeBehind =
                lastPassageAt.filter(at -> nowNanos - at <= tailgateNanos).isPresent();
        return closeBehind ? LaneEvent.Force.TAILGATE : LaneEvent.Force.BREAK_IN;
    }

    private Direction whose(Optional<Direction> sensed) {
        return sensed.or(grants::first).orElseGet(profile::usualWay);
    }

    /** Whether a passage needs a grant now. */
    enum Openness {
        CONTROLLED,
        OPEN,
        /** Whoever turns the arm now is trying it, and is nobody's guest. */
        TRIED
    }
}
