package dev.turnstone.kiosk.print;

/** How a printer is, as far as it says. */
public enum PrinterState {
    READY,
    OUT_OF_PAPER,
    COVER_OPEN,
    /** It does not answer, or says that something is wrong with itself. */
    AWAY
}
