package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.barrier.BoardSettings;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.light.StripSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that is said about one lane before it opens.
 *
 * @param memory the folder that remembers a standing emergency over restarts
 */
public record LaneSettings(
        LaneId lane, LaneProfile profile, LaneTimings timings, Hardware hardware, Optional<Path> memory) {

    /** What the lane's pins are. */
    public sealed interface Hardware {}

    /**
     * A turnstile of software.
     *
     * @param walkAfter how long after a release somebody walks through by themselves, if at all
     * @param seed of everything in it that is left to chance
     * @param meter the file in which every rise of its relay is noted, if anybody wants to know
     */
    public record Simulated(Optional<Duration> walkAfter, long seed, Optional<Path> meter) implements Hardware {
        public Simulated(Optional<Duration> walkAfter, long seed) {
            this(walkAfter, seed, Optional.empty());
        }
    }

    /**
     * Lines of a real chip.
     *
     * @param chip its label; the header of whatever Raspberry Pi this is, where none is said
     * @param board with the relays, where they are not on lines of the chip
     * @param strip of addressable lights, beside lamps on lines or instead of them
     */
    public record Gpio(
            Optional<String> chip,
            Wiring wiring,
            StrictGpiod strictGpiod,
            Optional<BoardSettings> board,
            Optional<StripSettings> strip)
            implements Hardware {}

    /** Whether the kernel must let go of outputs whose program has died. */
    public enum StrictGpiod {
        REQUIRED,
        /** Somebody has made sure by other means that a dead program energises nothing. */
        OVERRIDDEN
    }

    /** A simulated turnstile through which somebody walks by themselves, or nobody does. */
    public static LaneSettings simulated(LaneId lane, Direction direction, Optional<Duration> walkAfter) {
        LaneProfile profile = LaneProfile.turnstile(direction);
        return new LaneSettings(
                lane, profile, LaneTimings.usual(profile.kind()), new Simulated(walkAfter, 1), Optional.empty());
    }
}
