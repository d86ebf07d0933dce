package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.barrier.BarrierHealth;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.lane.LaneCommands.Emergency;
import dev.turnstone.turnstile.lane.LaneInputs.SensorHealth;
import dev.turnstone.turnstile.sense.Contact;
import dev.turnstone.turnstile.sense.FireContact;
import dev.turnstone.turnstile.sense.Phase;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One lane on a bench: time stands still until it is moved, and everything that happens is written down. */
final class LaneBench {
    static final Set<Direction> BOTH_WAYS = EnumSet.allOf(Direction.class);

    final LaneTimings timings;
    final List<LaneEvent> events = new ArrayList<>();
    LaneCommands now;

    private final LaneController controller;
    private long nanos = 1_000_000_000L;
    private LaneInputs world = LaneInputs.QUIET;

    private LaneBench(LaneProfile profile, LaneTimings timings, Emergency emergency) {
        this.timings = timings;
        this.controller = new LaneController(profile, timings, emergency);
        this.now = tick(world);
    }

    static LaneBench turnstile() {
        return of(BarrierKind.PULSE, Sensing.TWO_PHASE, EnumSet.of(Direction.IN));
    }

    static LaneBench of(BarrierKind kind, Sensing sensing, Set<Direction> ways) {
        return with(new LaneProfile(kind, ways, sensing, WayOut.meantFor(kind), OnDeath.FREE));
    }

    static LaneBench with(LaneProfile profile) {
        return new LaneBench(profile, LaneTimings.usual(profile.kind()), Emergency.NONE);
    }

    static LaneBench restartedInAnEmergency() {
        return new LaneBench(
                LaneProfile.turnstile(Direction.IN), LaneTimings.usual(BarrierKind.PULSE), Emergency.STANDING);
    }

    GrantResult grant(Direction direction) {
        return (GrantResult) order(new LaneOrder.Grant(direction));
    }

    OrderResult order(LaneOrder order) {
        return tick(world.with(order)).answer().orElseThrow();
    }

    LaneBench fire(FireContact fire) {
        world = world.with(fire);
        tick(world);
        return this;
    }

    LaneBench contacts(Contact... raised) {
        world = world.with(raised);
        tick(world);
        return this;
    }

    LaneBench barrier(BarrierHealth health) {
        world = world.with(health);
        tick(world);
        return this;
    }

    LaneBench sensors(SensorHealth health) {
        world = world.with(health);
        tick(world);
        return this;
    }

    LaneBench phases(Phase... phases) {
        for (Phase phase : phases) {
            world = world.with(phase);
            tick(world);
        }
        return this;
    }

    LaneBench turnIn() {
        return phases(Phase.FIRST, Phase.BOTH, Phase.SECOND, Phase.REST);
    }

    LaneBench turnOut() {
        return phases(Phase.SECOND, Phase.BOTH, Phase.FIRST, Phase.REST);
    }

    /** Time passes; the lane is ticked whenever it asked to be, and at the end. */
    LaneBench after(Duration time) {
        long until = nanos + time.toNanos();
        while (now.wakeAtNanos() < until) {
            nanos = now.wakeAtNanos();
            tick(world);
        }
        nanos = until;
        tick(world);
        return this;
    }

    LaneState state() {
        return now.state();
    }

    <E extends LaneEvent> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private LaneCommands tick(LaneInputs inputs) {
        now = controller.tick(nanos, inputs);
        events.addAll(now.events());
        return now;
    }
}
