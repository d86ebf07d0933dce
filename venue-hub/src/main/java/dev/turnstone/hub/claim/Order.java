package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.hub.ledger.JournalMerge;
import java.util.function.Consumer;

/** Something to be done in its turn, and whom to tell when it is on the disk. */
public sealed interface Order {

    record Decide(Claim claim, Consumer<Outcome> then) implements Order {}

    /** @param then told of the highest position that is stored without a gap; not told where nothing was stored */
    record Read(JournalMerge.Batch batch, Consumer<Long> then) implements Order {}

    /** What became of a claim. */
    sealed interface Outcome {

        record Decided(Decision decision) implements Outcome {}

        /** Its turn came after the device had stopped waiting: nothing was spent. */
        record TooLate() implements Outcome {}

        /** The presentation's journal is another device's: nothing was spent. */
        record NotYours() implements Outcome {}

        /** Too many wait already: nothing was spent. */
        record Busy() implements Outcome {}

        /** No answer within the budget, for whatever reason: what was spent, the same presentation will be told. */
        record Unanswered() implements Outcome {}
    }
}
