package dev.turnstone.admission.decision;

import dev.turnstone.admission.venue.GateId;
import java.time.Instant;
import java.util.Optional;

/** The answer to one presentation. */
public sealed interface Decision {

    /**
     * Come in: this is entry {@code ordinal} of {@code of}.
     *
     * @param ordinal counted from 1; 0 for an exit
     * @param of 0 = unlimited
     */
    record Admit(int ordinal, int of) implements Decision {}

    /** The pass does not entitle anyone to enter here and now. */
    record Refuse(Reason reason, Hint hint) implements Decision {
        public Refuse {
            boolean needsPlace = reason == Reason.ALREADY_INSIDE || reason == Reason.USED_UP;
            if (needsPlace != hint instanceof Hint.Seen) {
                throw new IllegalArgumentException(reason + " with " + hint);
            }
        }

        public Refuse(Reason reason) {
            this(reason, Hint.NONE);
        }
    }

    /** The system cannot tell: a person decides. */
    record Refer(Cause cause, Hint hint) implements Decision {
        public Refer(Cause cause) {
            this(cause, Hint.NONE);
        }
    }

    /** Where the entry was made that stands in the way. */
    default Optional<GateId> gate() {
        return seen().map(Hint.Seen::gate);
    }

    /** When the entry was made that stands in the way. */
    default Optional<Instant> at() {
        return seen().map(Hint.Seen::at);
    }

    private Optional<Hint.Seen> seen() {
        Hint hint = switch (this) {
            case Admit admit -> Hint.NONE;
            case Refuse refuse -> refuse.hint();
            case Refer refer -> refer.hint();
        };
        return hint instanceof Hint.Seen seen ? Optional.of(seen) : Optional.empty();
    }
}
