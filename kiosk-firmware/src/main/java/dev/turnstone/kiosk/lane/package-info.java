/** The lane as the gate's own pages show it. */
@NullMarked
package dev.turnstone.kiosk.lane;

import org.jspecify.annotations.NullMarked;
