/** What the guest sees and hears at the lane. */
@NullMarked
package dev.turnstone.kiosk.guest;

import org.jspecify.annotations.NullMarked;
