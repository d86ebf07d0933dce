/** From a frame to a code that somebody is showing. */
@NullMarked
package dev.turnstone.kiosk.sight;

import org.jspecify.annotations.NullMarked;
