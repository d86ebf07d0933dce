/** The screen of the person beside the lane: who stands there, why, and what may be done about it. */
@NullMarked
package dev.turnstone.kiosk.staff;

import org.jspecify.annotations.NullMarked;
