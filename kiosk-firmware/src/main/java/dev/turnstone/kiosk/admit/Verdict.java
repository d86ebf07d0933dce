package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import java.util.Optional;

/**
 * What a member of staff decided about somebody who stands before them.
 *
 * @param about the presentation that brought them there
 * @param staff who decided, by the name that does not change
 */
public record Verdict(PresentationId about, Optional<Shown> shown, String staff, String why, Kind kind) {

    public sealed interface Kind {
        /** @param people how many of them, one after the other */
        record LetIn(int people) implements Kind {
            static final int MOST = 250;

            public LetIn {
                if (people < 1 || people > MOST) {
                    throw new IllegalArgumentException("one to %d people".formatted(MOST));
                }
            }
        }

        record SendAway() implements Kind {}

        record GiveBack() implements Kind {}

        record Hold() implements Kind {}

        record Release() implements Kind {}
    }
}
