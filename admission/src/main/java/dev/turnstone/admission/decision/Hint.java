package dev.turnstone.admission.decision;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import java.time.Instant;
import java.util.List;

/** What a guest or staff need to know beside the word: where, when, why. */
public sealed interface Hint {
    Hint NONE = new None();

    /** The word says it all. */
    record None() implements Hint {}

    /** The entry that stands in the way. */
    record Seen(GateId gate, Instant at) implements Hint {}

    /** From when it would be admitted, or since when it is not. */
    record Time(Instant at) implements Hint {}

    /** Where it would be admitted. */
    record Gates(List<GateId> gates) implements Hint {
        private static final int MOST = 255;

        public Gates {
            gates = gates.stream().limit(MOST).toList();
        }
    }

    /** At which device it would be admitted while the hub is away. */
    record Home(DeviceId device) implements Hint {}

    /** What staff wrote, as far as it fits a screen. */
    record Note(String text) implements Hint {
        private static final int MOST_CHARACTERS = 200;

        public Note {
            text = text.codePoints()
                    .limit(MOST_CHARACTERS)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }
}
