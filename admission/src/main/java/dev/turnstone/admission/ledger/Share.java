package dev.turnstone.admission.ledger;

import dev.turnstone.admission.decision.Headroom;
import dev.turnstone.admission.record.JournalId;

/**
 * A part of a pool's headroom that the hub has lent to one device and withholds from everyone else, so that the device can
 * let people in while it is cut off, and the house is never too full.
 *
 * <p>What it spends it is the device's own journal that counts: every entry on its own word, except those that ended at
 * or before {@code after} and those through which nobody went. It has no end in time: what a device that is cut off has
 * spent of it nobody else can know, so no clock gives it back.
 *
 * @param number the higher one holds, whichever arrives last
 * @param people how many it may let in
 * @param journal the device's, when it was lent: another journal has spent an unknown part of it
 * @param after the last position of that journal that the hub knew
 */
public record Share(long number, long people, JournalId journal, long after) {
    public Share {
        if (number < 1 || people < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "no share: number " + number + ", " + people + " people, after " + after);
        }
    }

    /** Which of the two holds. */
    public Share replacedBy(Share other) {
        return other.number > number ? other : this;
    }

    /**
     * @param own the journal that this device writes now
     * @param spent entries on this device's own word, as said above
     */
    public Headroom left(JournalId own, long spent) {
        return own.equals(journal) ? new Headroom(people - spent) : Headroom.NONE;
    }
}
