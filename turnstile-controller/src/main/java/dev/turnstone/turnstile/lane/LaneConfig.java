package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import dev.turnstone.platform.config.KeyFault;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.sense.Sensing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a lane out of a configuration file: {@code lane} and {@code direction} in the lane's own section, what its
 * hardware is in the section {@code controller}, which the lanes of a device share. A simulated lane needs to say
 * nothing more; of a real one, whatever decides over a person's way out has no default.
 */
public final class LaneConfig {
    private static final Duration DEMO_WALK = Duration.ofMillis(600);

    private LaneConfig() {}

    public static LaneSettings read(Config lane, Config controller, Optional<Path> memory) {
        try {
            return switch (controller.choice("mode", Mode.class, Mode.SIMULATED)) {
                case SIMULATED -> simulated(lane, controller, memory);
                case GPIO -> gpio(lane, controller, memory);
            };
        } catch (KeyFault e) {
            throw (isOfTheLane(e.key()) ? lane : controller).fault(withoutSection(e));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("lane: " + e.getMessage());
        }
    }

    /** Lines and relays are each lane's own; everything else is said once for the lanes of a device. */
    private static boolean isOfTheLane(String key) {
        return key.startsWith("pins.") || key.startsWith("relays.");
    }

    private static KeyFault withoutSection(KeyFault e) {
        String section = "controller.";
        String said = String.valueOf(e.getMessage()).substring(e.key().length() + ": ".length());
        String advice = e instanceof UnsafeProfile
                ? ". A lane that could lock somebody in does not start: mend the wiring, then say so here."
                : "";
        return new KeyFault(e.key().startsWith(section) ? e.key().substring(section.length()) : e.key(), said + advice);
    }

    private static LaneSettings simulated(Config lane, Config controller, Optional<Path> memory) {
        BarrierKind kind = controller.choice("barrier", BarrierKind.class, BarrierKind.PULSE);
        WayOut meant = WayOut.meantFor(kind);
        WayOut wayOut = new WayOut(
                controller.choice("way-out.power-lost", FreedBy.class, meant.powerLost()),
                controller.choice("way-out.process-dead", FreedBy.class, meant.processDead()),
                controller.choice("way-out.fire", FreedBy.class, meant.fire()));
        LaneProfile profile = new LaneProfile(
                kind,
                ways(lane),
                controller.choice("sensing", Sensing.class, Sensing.TWO_PHASE),
                wayOut,
                controller.choice("on-death", OnDeath.class, OnDeath.FREE));
        int seed = controller.integer("seed", 1, 0, Integer.MAX_VALUE);
        Optional<Path> meter = controller.optionalText("meter").map(any -> controller.path("meter"));
        return settings(
                lane,
                controller,
                profile,
                memory,
                timings -> new LaneSettings.Simulated(walkAfter(controller), seed, meter));
    }

    /** A real lane: somebody has stood before it and knows; nothing here is guessed. */
    private static LaneSettings gpio(Config lane, Config controller, Optional<Path> memory) {
        LaneProfile profile = new LaneProfile(
                said(controller, "barrier", BarrierKind.class, BarrierKind.PULSE),
                ways(lane),
                said(controller, "sensing", Sensing.class, Sensing.NONE),
                new WayOut(
                        said(controller, "way-out.power-lost", FreedBy.class, FreedBy.NOTHING),
                        said(controller, "way-out.process-dead", FreedBy.class, FreedBy.NOTHING),
                        said(controller, "way-out.fire", FreedBy.class, FreedBy.NOTHING)),
                said(controller, "on-death", OnDeath.class, OnDeath.FREE));
        return settings(
                lane, controller, profile, memory, timings -> GpioConfig.read(lane, controller, profile, timings));
    }

    private static LaneSettings settings(
            Config lane,
            Config controller,
            LaneProfile profile,
            Optional<Path> memory,
            Function<LaneTimings, LaneSettings.Hardware> hardware) {
        LaneTimings timings = timings(profile.kind(), controller.section("timings"));
        return new LaneSettings(new LaneId(lane.text("lane")), profile, timings, hardware.apply(timings), memory);
    }

    /** A choice that must be made: its absence is told by the name of its key. */
    private static <E extends Enum<E>> E said(Config controller, String key, Class<E> type, E any) {
        controller.text(key);
        return controller.choice(key, type, any);
    }

    private static Optional<Duration> walkAfter(Config controller) {
        boolean never = controller.text("walk-after", "").equals("never");
        return never ? Optional.empty() : Optional.of(controller.duration("walk-after", DEMO_WALK));
    }

    private static Set<Direction> ways(Config lane) {
        return switch (lane.choice("direction", Ways.class, Ways.IN)) {
            case IN -> EnumSet.of(Direction.IN);
            case OUT -> EnumSet.of(Direction.OUT);
            case BOTH -> EnumSet.allOf(Direction.class);
        };
    }

    private static LaneTimings timings(BarrierKind kind, Config timings) {
        LaneTimings usual = LaneTimings.usual(kind);
        return new LaneTimings(
                timings.duration("grant", usual.grant()),
                timings.duration("pulse", usual.pulse()),
                timings.duration("pulse-cap", usual.pulseCap()),
                timings.duration("pulse-rest", usual.pulseRest()),
                timings.duration("renewal", usual.renewal()),
                timings.duration("stuck", usual.stuck()),
                timings.duration("settle", usual.settle()),
                timings.duration("tailgate", usual.tailgate()),
                timings.duration("look", usual.look()));
    }

    private enum Mode {
        SIMULATED,
        GPIO
    }

    private enum Ways {
        IN,
        OUT,
        BOTH
    }
}
