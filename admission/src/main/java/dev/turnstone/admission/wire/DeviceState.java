package dev.turnstone.admission.wire;

import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code devices/{id}/state}, retained: what a device says of itself, and what its will says when it falls silent.
 *
 * @param challenge what the next command to it must sign; absent = it takes none
 * @param shares the shares of headroom that it holds; absent = it does not spend any, and is lent none
 */
public record DeviceState(
        String boot,
        boolean online,
        Optional<String> version,
        Optional<List<Lane>> lanes,
        Optional<Instant> at,
        Optional<String> challenge,
        Optional<List<HeldShare>> shares) {
    public static final int MOST_LANES = 64;
    public static final int MOST_SHARES = 256;

    public DeviceState {
        Check.token("boot", boot);
        version.ifPresent(value -> Check.text("version", value, Limits.TOKEN));
        lanes = Check.atMost("lanes", lanes, MOST_LANES);
        at.ifPresent(value -> Check.instant("at", value));
        challenge.ifPresent(value -> Check.hex("challenge", value, 16));
        shares = Check.atMost("shares", shares, MOST_SHARES);
    }

    /**
     * One lane of it.
     *
     * @param state a word of the lane controller; of a lane with a fault, the worst
     * @param faults everything that is wrong with it, each in a word; absent = nothing is
     * @param detail for a technician: which board, which line, and what the system says
     */
    public record Lane(String lane, String gate, String state, Optional<List<String>> faults, Optional<String> detail) {
        public static final int MOST_FAULTS = 16;

        public Lane {
            new LaneId(lane);
            new GateId(gate);
            Check.word("state", state);
            faults = Check.atMost("faults", faults, MOST_FAULTS);
            faults.ifPresent(words -> words.forEach(word -> Check.word("faults", word)));
            detail.ifPresent(value -> Check.text("detail", value, Limits.TEXT));
        }

        public Lane(String lane, String gate, String state) {
            this(lane, gate, state, Optional.empty(), Optional.empty());
        }
    }

    /**
     * That it holds the share of this number, and none before it any more.
     *
     * @param spent entries on its own word by now, as this share counts them
     */
    public record HeldShare(String event, Optional<String> area, long number, long spent) {
        public HeldShare {
            UsageBatch.checkPool(event, area);
            Check.number("number", number, 1);
            Check.number("spent", spent, 0);
        }
    }

    public static DeviceState online(String boot, String version, List<Lane> lanes, Instant at) {
        return new DeviceState(
                boot,
                true,
                Optional.of(version),
                Optional.of(lanes),
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    public DeviceState challenge(String latest) {
        return new DeviceState(boot, online, version, lanes, at, Optional.of(latest), shares);
    }

    public DeviceState holding(List<HeldShare> held) {
        return new DeviceState(boot, online, version, lanes, at, challenge, Optional.of(held));
    }

    /** The will that the broker publishes for it. */
    public static DeviceState silent(String boot) {
        return new DeviceState(
                boot, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
