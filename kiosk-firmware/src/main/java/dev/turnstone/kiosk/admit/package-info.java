/** One presentation, from the code before the lens to the passage through the lane. */
@NullMarked
package dev.turnstone.kiosk.admit;

import org.jspecify.annotations.NullMarked;
