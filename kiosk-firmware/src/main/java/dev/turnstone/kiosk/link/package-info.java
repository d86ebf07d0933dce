/** What a gate asks the hub, over HTTPS, and what it is told by it. */
@NullMarked
package dev.turnstone.kiosk.link;

import org.jspecify.annotations.NullMarked;
