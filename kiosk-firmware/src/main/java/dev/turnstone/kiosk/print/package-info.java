/** Slips of paper for guests: receipts, wristbands, badges. */
@NullMarked
package dev.turnstone.kiosk.print;

import org.jspecify.annotations.NullMarked;
