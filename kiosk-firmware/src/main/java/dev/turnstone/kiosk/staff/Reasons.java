package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.platform.text.Messages;
import java.util.List;

/** Why a person decided as they did: one of a few, quick to touch, and a note where that is not all. */
final class Reasons {
    /** What the page offers, in its order. */
    static final List<String> ALL = List.of("identity", "list", "payment", "device", "our-fault", "other");

    static final int LONGEST_NOTE = 120;

    private Reasons() {}

    static boolean knows(String reason) {
        return ALL.contains(reason);
    }

    /** As the journal says it. */
    static String why(Messages.Texts texts, String reason, String note) {
        String said = texts.get("why." + reason);
        String whole = note.isEmpty() ? said : said + ": " + note;
        return whole.substring(0, Math.min(whole.length(), Fact.Ruled.MOST_CHARACTERS));
    }
}
