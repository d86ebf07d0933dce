package dev.turnstone.admission.wire;

import dev.turnstone.admission.decision.Pool;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.venue.AreaId;
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
 * @param shares parts of the headroom that devices are lent, for when they are cut off
 */
public record UsageBatch(String incarnation, long from, long to, List<PassUsage> passes, Optional<List<Share>> shares) {
    /** More are sent in the next message. */
    public static final int MOST_PASSES = 500;

    /** Uses of one pass. Who crosses more often is told by the newest of them. */
    public static final int MOST_USES = 1_000;
    /** Uses in one message, of however many passes: what fits a megabyte. */
    public static final int MOST_USES_TOGETHER = 4_000;
    /** Shares in one message: of some hundreds of devices, for the house and its areas. */
    public static final int MOST_SHARES = 2_000;

    public UsageBatch {
        Check.token("incarnation", incarnation);
        Check.number("from", from, 1);
        Check.number("to", to, from);
        passes = Check.atMost("passes", passes, MOST_PASSES);
        long uses = passes.stream().mapToLong(pass -> pass.uses().size()).sum();
        Check.between("uses of all passes", uses, 0, MOST_USES_TOGETHER);
        shares = Check.atMost("shares", shares, MOST_SHARES);
    }

    /** A pool of headroom: an event's, or that of one area of it. */
    static void checkPool(String event, Optional<String> area) {
        new EventId(event);
        area.ifPresent(AreaId::new);
    }

    /** All that counts for one pass as of this position; number is unsigned decimal. */
    public record PassUsage(String event, String number, long position, int version, List<UseEntry> uses) {
        public PassUsage {
            new EventId(event);
            PassNumber.parse(number);
            Check.number("position", position, 1);
            Check.between("version", version, 0, Limits.BYTE);
            uses = Check.atMost("uses", uses, MOST_USES);
        }

        public EventId eventId() {
            return new EventId(event);
        }

        public PassNumber passNumber() {
            return PassNumber.parse(number);
        }

        public List<Use> counted() {
            return uses.stream().map(UseEntry::use).toList();
        }
    }

    /** A {@link Use}; direction is {@code in} or {@code out}, state {@code open} or {@code passed}. */
    public record UseEntry(String device, String gate, String direction, Instant at, String state) {
        public UseEntry {
            new DeviceId(device);
            new GateId(gate);
            Check.direction(direction);
            Check.instant("at", at);
            Check.oneOf("state", state, "open", "passed");
        }

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

    /**
     * A part of an event's headroom, or of one area's, which the hub withholds from everyone else.
     *
     * @param number the higher one holds; the device names it in its state, and the hub takes back what came before
     * @param people how many it may let in on its own word, less those that its journal tells of behind {@code after}
     * @param journal the device's, which alone may spend it
     */
    public record Share(
            String device, String event, Optional<String> area, long number, long people, String journal, long after) {
        public Share {
            new DeviceId(device);
            checkPool(event, area);
            Check.number("number", number, 1);
            Check.number("people", people, 0);
            Check.hex("journal", journal, 16);
            Check.number("after", after, 0);
        }

        public static Share of(DeviceId device, Pool pool, dev.turnstone.admission.ledger.Share share) {
            return new Share(
                    device.value(),
                    pool.event().value(),
                    pool.area().map(AreaId::value),
                    share.number(),
                    share.people(),
                    share.journal().toString(),
                    share.after());
        }

        public Pool pool() {
            return new Pool(new EventId(event), area.map(AreaId::new));
        }

        public dev.turnstone.admission.ledger.Share share() {
            return new dev.turnstone.admission.ledger.Share(number, people, JournalId.parse(journal), after);
        }
    }
}
