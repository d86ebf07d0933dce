package dev.turnstone.admission.record;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that happened at a device. Facts are never changed; what the hub or staff make of them later stands
 * elsewhere.
 */
public sealed interface Fact {

    /**
     * A new life of the device began. Presentations from {@code firstSeq} on belong to it; no earlier one can still be
     * released. So of the earlier ones, those with an intent and no outcome are unknown, and those without even an
     * intent never opened a lane: the hub gives a claim for them back when it reads this.
     */
    record Started(String boot, long firstSeq) implements Fact {}

    /**
     * A genuine pass was presented and the lane is about to be released if it may. Durable before any release; written
     * while the claim travels.
     */
    record Intent(long seq, Shown shown, GateId gate, LaneId lane, Direction direction) implements Fact {}

    /** A lane was released for this presentation, and this became of it. Settles the presentation. */
    record Outcome(long seq, Basis basis, Passage passage) implements Fact {}

    /**
     * A presentation ended without a release: refused, or referred to staff. Settles it. After an intent it takes the
     * intent back.
     *
     * @param shown empty where nothing genuine was shown
     */
    record TurnedAway(long seq, Optional<Shown> shown, GateId gate, LaneId lane, Direction direction, Decision decision)
            implements Fact {
        public TurnedAway {
            if (decision instanceof Decision.Admit) {
                throw new IllegalArgumentException("who is admitted is not turned away");
            }
        }
    }

    /**
     * Somebody crossed a lane that was not released for them. Nothing was presented, so no pass is used; but one more
     * or one fewer is inside. It has a number of its own, so that it counts once however often it is told.
     */
    record Crossed(long seq, GateId gate, LaneId lane, Direction direction, Crossing how) implements Fact {}

    /**
     * Something at a lane that a person may ask about later: a fault and its end, an alarm, who told it to stand open.
     * It counts for nobody. What is a word and not a number, so that a reader of another version keeps it all the same.
     *
     * @param what a word of the lane's, such as {@code faulted}
     * @param detail what the word leaves open; may be empty
     */
    record Noted(GateId gate, LaneId lane, String what, String detail) implements Fact {
        public static final int LONGEST_DETAIL = 200;

        private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

        public Noted {
            if (!WORD.matcher(what).matches()) {
                throw new IllegalArgumentException(
                        "\"" + what + "\" must be 1 to 32 lower-case letters, digits and '-'");
            }
            if (detail.codePointCount(0, detail.length()) > LONGEST_DETAIL) {
                throw new IllegalArgumentException("a detail has at most " + LONGEST_DETAIL + " characters");
            }
        }
    }

    /**
     * A member of staff decided about a presentation of this device: who, what, and why in their words. It stands beside
     * what the device itself wrote and changes none of it; only a ruling that gives an entry back takes one away.
     *
     * @param staff who, by the name that does not change
     * @param why never a guest's name: a journal can be read by whoever carries the card away
     */
    record Ruled(long seq, Optional<Shown> shown, String staff, Ruling ruling, String why) implements Fact {
        public static final int MOST_CHARACTERS = 200;

        public Ruled {
            if (staff.isBlank() || staff.length() > MOST_CHARACTERS || why.length() > MOST_CHARACTERS) {
                throw new IllegalArgumentException("who and why have at most %d characters".formatted(MOST_CHARACTERS));
            }
        }
    }
}
