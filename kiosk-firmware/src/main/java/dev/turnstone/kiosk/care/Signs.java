package dev.turnstone.kiosk.care;

import dev.turnstone.platform.store.StoreException.Trouble;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a gate feels of itself, and what it means. Messages of certificates come from far below and in many words, so that
 * they are looked through for the few that tell what to do.
 *
 * @param covered the camera gives pictures, and all of them are dark and even
 * @param card why nothing can be written down
 * @param link why the hub is not reached
 * @param waiting how many entries the hub does not have yet
 * @param journalFull it takes no more intents until the hub has taken some of it
 */
public record Signs(
        boolean laneFailing,
        boolean cameraMissing,
        boolean covered,
        Optional<Trouble> card,
        boolean keysKnown,
        boolean rosterKnown,
        boolean clockTrusted,
        Optional<String> link,
        long waiting,
        boolean journalFull) {

    /** A night at a busy lane; what waits longer fills the card in the end. */
    static final long MANY_WAITING = 20_000;

    public static Signs well() {
        return new Signs(false, false, false, Optional.empty(), true, true, true, Optional.empty(), 0, false);
    }

    public Set<Ailment> ailments() {
        Set<Ailment> found = EnumSet.noneOf(Ailment.class);
        add(found, laneFailing, Ailment.LANE_FAULT);
        add(found, cameraMissing, Ailment.CAMERA_MISSING);
        add(found, covered && !cameraMissing, Ailment.CAMERA_COVERED);
        card.map(Signs::ofCard).ifPresent(found::add);
        add(found, journalFull, Ailment.JOURNAL_FULL);
        add(found, !keysKnown, Ailment.KEYS_MISSING);
        add(found, keysKnown && !rosterKnown, Ailment.ROSTER_MISSING);
        add(found, !clockTrusted, Ailment.CLOCK_UNTRUSTED);
        link.map(Signs::ofLink).ifPresent(found::add);
        add(found, waiting > MANY_WAITING, Ailment.QUEUE_LONG);
        return found;
    }

    private static void add(Set<Ailment> found, boolean is, Ailment ailment) {
        if (is) {
            found.add(ailment);
        }
    }

    public static Ailment ofCard(Trouble trouble) {
        return switch (trouble) {
            case FULL -> Ailment.DISK_FULL;
            case READ_ONLY -> Ailment.DISK_READ_ONLY;
            case FAILING, OTHER -> Ailment.DISK_FAULT;
        };
    }

    private static Ailment ofLink(String why) {
        String said = why.toLowerCase(Locale.ROOT);
        boolean certificate = said.contains("certificate")
                || said.contains("pkix")
                || said.contains("notafter")
                || said.contains("certpath");
        return certificate ? Ailment.HUB_CERTIFICATE : Ailment.HUB_AWAY;
    }
}
