package dev.turnstone.rehearsal.simulation;

/** What a night may bring. A night that brings little proves little: over some hundred seeds each of these must happen. */
public enum Reached {
    /** A message went lost on the way. */
    MESSAGE_LOST,
    /** A message arrived twice. */
    MESSAGE_REPEATED,
    /** A message was overtaken by a later one. */
    MESSAGE_OVERTAKEN,
    /** Both ways of a gate were cut. */
    LINK_CUT,
    /** Events do not come through, and claims do. */
    ONLY_EVENTS_CUT,
    /** A gate's plug was pulled. */
    GATE_POWER_CUT,
    /** It was pulled while a lane was released. */
    POWER_CUT_WITH_OPEN_LANE,
    /** It was pulled while an entry was being written: all of it was on the card, or nothing. */
    POWER_CUT_WHILE_WRITING,
    /** A card refused to write. */
    CARD_FAULT,
    /** What a gate had heard of others was lost with the power, since it had not been written yet. */
    HEARD_USAGE_LOST,
    /** The hub was killed. */
    HUB_KILLED,
    /** It was killed within a commit. */
    HUB_KILLED_IN_COMMIT,
    /** Its disk was full. */
    HUB_DISK_FULL,
    /** A gate's clock was set forward or back. */
    CLOCK_STEPPED,
    /** A gate decided alone and let somebody in. */
    ADMITTED_ALONE,
    /** More were let in than the pass admits, since gates were cut off. */
    OVER_ADMITTED,
    /** Nobody walked through a released lane. */
    ABANDONED,
    /** Whether somebody walked nobody will ever know. */
    UNKNOWN,
    /** A pass was referred since an entry of it was still open elsewhere. */
    IN_DOUBT,
    /** A refusal that is about an entry that was made. */
    REFUSED_AS_USED,
    /** A claim's answer came when the guest had been dealt with. */
    ANSWER_TOO_LATE,
    /** A gap in what the hub tells was fetched. */
    GAP_FETCHED,
    /** A journal's batch was sent again. */
    BATCH_SENT_AGAIN
}
