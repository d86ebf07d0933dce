package dev.turnstone.turnstile.lane;

import dev.turnstone.platform.config.KeyFault;
import dev.turnstone.turnstile.barrier.BarrierKind;
import java.time.Duration;

/**
 * How long things last at a lane.
 *
 * @param grant how long a guest may take to begin to walk
 * @param pulse how long a relay that opens is energised
 * @param pulseCap how long it may be energised at the very most, whatever is asked
 * @param pulseRest how long it rests before it is energised again, so that the barrier sees two pulses as two
 * @param renewal how often the pulse is repeated where a barrier that opens by pulses is held open
 * @param stuck how long the sensors may be away from rest before they count as stuck
 * @param settle how long the cause of a fault must be gone before the fault ends
 * @param tailgate how soon after a passage the next one without a grant is called tailgating
 * @param look how often the lines themselves are read when nothing is felt on them, so that a lost edge is not lost long
 */
public record LaneTimings(
        Duration grant,
        Duration pulse,
        Duration pulseCap,
        Duration pulseRest,
        Duration renewal,
        Duration stuck,
        Duration settle,
        Duration tailgate,
        Duration look) {
    public static final Duration LONGEST_CAP = Duration.ofSeconds(10);
    /** Each beat of the keep-alive is one edge, so its line runs at 10 Hz. */
    static final Duration BEAT = Duration.ofMillis(50);

    public LaneTimings {
        atLeast("timings.grant", grant, Duration.ofMillis(500));
        atLeast("timings.pulse", pulse, Duration.ofMillis(20));
        atLeast("timings.pulse-rest", pulseRest, Duration.ofMillis(10));
        atLeast("timings.stuck", stuck, Duration.ofSeconds(1));
        atLeast("timings.settle", settle, Duration.ofMillis(100));
        atLeast("timings.tailgate", tailgate, Duration.ZERO);
        atLeast("timings.renewal", renewal, pulseRest);
        atLeast("timings.look", look, Duration.ofMillis(1));
        notAbove("timings.look", look, "a beat", BEAT);
        notAbove("timings.pulse-cap", pulseCap, "the longest cap", LONGEST_CAP);
        notAbove("timings.pulse", pulse, "timings.pulse-cap", pulseCap);
        notAbove("timings.pulse", pulse, "timings.grant", grant);
    }

    public static LaneTimings usual(BarrierKind kind) {
        Duration grant = Duration.ofSeconds(5);
        Duration pulse = kind == BarrierKind.STRIKE ? grant : Duration.ofMillis(500);
        Duration cap = kind == BarrierKind.STRIKE ? Duration.ofSeconds(6) : Duration.ofSeconds(1);
        return new LaneTimings(
                grant,
                pulse,
                cap,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(1500),
                BEAT);
    }

    private static void atLeast(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new KeyFault(
                    key, "%d ms is too short; it must be at least %d ms".formatted(value.toMillis(), least.toMillis()));
        }
    }

    private static void notAbove(String key, Duration value, String limit, Duration most) {
        if (value.compareTo(most) > 0) {
            throw new KeyFault(
                    key,
                    "%d ms is too long; it must not be longer than %s (%d ms)"
                            .formatted(value.toMillis(), limit, most.toMillis()));
        }
    }
}
