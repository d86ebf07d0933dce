package dev.turnstone.admission.wire;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassNumber;
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
        if (from > to || changes.size() > MOST_CHANGES) {
            throw new IllegalArgumentException("no changes from " + from + " to " + to);
        }
        changes = List.copyOf(changes);
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

        /** @throws IllegalArgumentException where it is malformed */
        public PassNumber passNumber() {
            return PassNumber.parse(number);
        }

        /** @throws IllegalArgumentException where this version does not know the state */
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
