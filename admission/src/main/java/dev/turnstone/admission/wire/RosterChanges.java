package dev.turnstone.admission.wire;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.venue.EventId;
import java.util.List;
import java.util.Optional;

/**
 * How some passes of one event stand from now on. A gap between {@code to} of one and {@code from} of the next is
 * fetched over HTTPS; another incarnation means the whole roster is.
 *
 * @param from the position of the first change
 * @param to the position of the last
 */
public record RosterChanges(String event, String incarnation, long from, long to, List<Change> changes) {
    /** More are sent in the next message. */
    public static final int MOST_CHANGES = 500;

    public RosterChanges {
        new EventId(event);
        Check.token("incarnation", incarnation);
        Check.number("from", from, 1);
        Check.number("to", to, from);
        changes = Check.atMost("changes", changes, MOST_CHANGES);
    }

    /**
     * One pass.
     *
     * @param number unsigned decimal
     * @param state {@code valid}, {@code revoked} or {@code blocked}
     * @param note with blocked: what staff wrote
     * @param parent the pass of the reservation that it belongs to, unsigned decimal
     */
    public record Change(
            String number,
            int tier,
            int version,
            int admits,
            String state,
            Optional<String> note,
            Optional<String> parent) {
        public static final String VALID = "valid";
        public static final String REVOKED = "revoked";
        public static final String BLOCKED = "blocked";

        public Change {
            PassNumber.parse(number);
            Check.between("tier", tier, 0, Limits.BYTE);
            Check.between("version", version, 0, Limits.BYTE);
            Check.between("admits", admits, 0, PassBody.MOST_ADMITS);
            Check.oneOf("state", state, VALID, REVOKED, BLOCKED);
            note.ifPresent(text -> Check.text("note", text, Limits.TEXT));
            parent.ifPresent(PassNumber::parse);
        }

        public PassNumber passNumber() {
            return PassNumber.parse(number);
        }

        public Standing standing() {
            return switch (state) {
                case VALID -> new Standing.Valid();
                case REVOKED -> new Standing.Revoked();
                case BLOCKED -> new Standing.Blocked(note.orElse(""));
                default -> throw new IllegalArgumentException("unknown state \"" + state + "\"");
            };
        }
    }
}
