package dev.turnstone.admission.wire;

import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code usage}: what the ledger says counts for some passes, so that every gate knows of every other. A gap between
 * {@code to} of one and {@code from} of the next is fetched over HTTPS; per pass the highest position wins.
 *
 * @param shares how many each device may let in by itself, should it be cut off now
 */
public record UsageBatch(String incarnation, long from, long to, List<PassUsage> passes, Optional<List<Share>> shares) {
    /** More are sent in the next message. */
    public static final int MOST_PASSES = 500;

    public UsageBatch {
        if (from > to || passes.size() > MOST_PASSES) {
            throw new IllegalArgumentException("no usage from " + from + " to " + to);
        }
        passes = List.copyOf(passes);
    }

    /** All that counts for one pass as of this position; number is unsigned decimal. */
    public record PassUsage(String event, String number, long position, int version, List<UseEntry> uses) {
        public EventId eventId() {
            return new EventId(event);
        }

        /** @throws IllegalArgumentException where it is malformed */
        public PassNumber passNumber() {
            return PassNumber.parse(number);
        }

        /** @throws IllegalArgumentException where one is malformed */
        public List<Use> counted() {
            return uses.stream().map(UseEntry::use).toList();
        }
    }

    /** A {@link Use}; direction is {@code in} or {@code out}, state {@code open} or {@code passed}. */
    public record UseEntry(String device, String gate, String direction, Instant at, String state) {

        public static UseEntry of(Use use) {
            return new UseEntry(
                    use.device().value(),
                    use.gate().value(),
                    use.direction().name().toLowerCase(Locale.ROOT),
                    use.at(),
                    use.state().name().toLowerCase(Locale.ROOT));
        }

        private Use use() {
            return new Use(
                    new DeviceId(device),
                    new GateId(gate),
                    Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
                    at,
                    Use.State.valueOf(state.toUpperCase(Locale.ROOT)));
        }
    }

    /** A part of the headroom, which the hub withholds from everyone else. */
    public record Share(String device, String event, long people) {}
}
