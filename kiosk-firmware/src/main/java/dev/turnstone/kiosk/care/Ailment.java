package dev.turnstone.kiosk.care;

import java.util.Locale;

/**
 * What may be wrong with a gate, each with a sentence and a mend of its own for staff. None is ever a guest's fault, and
 * none makes a ticket invalid: what cannot be decided is referred. The gravest first.
 */
public enum Ailment {
    LANE_FAULT,
    CAMERA_MISSING,
    CAMERA_COVERED,
    DISK_FULL,
    DISK_READ_ONLY,
    DISK_FAULT,
    JOURNAL_FULL,
    KEYS_MISSING,
    ROSTER_MISSING,
    CLOCK_UNTRUSTED,
    HUB_CERTIFICATE,
    HUB_AWAY,
    QUEUE_LONG,
    PRINTER_PAPER,
    PRINTER_COVER,
    PRINTER_AWAY;

    /** Whether the lane lets in nobody, or not by itself, while it lasts. */
    public boolean stopsTheLane() {
        return switch (this) {
            case LANE_FAULT,
                    CAMERA_MISSING,
                    CAMERA_COVERED,
                    DISK_FULL,
                    DISK_READ_ONLY,
                    DISK_FAULT,
                    JOURNAL_FULL,
                    KEYS_MISSING -> true;
            case ROSTER_MISSING,
                    CLOCK_UNTRUSTED,
                    HUB_CERTIFICATE,
                    HUB_AWAY,
                    QUEUE_LONG,
                    PRINTER_PAPER,
                    PRINTER_COVER,
                    PRINTER_AWAY -> false;
        };
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
