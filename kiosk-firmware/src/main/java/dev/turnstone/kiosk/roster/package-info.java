/** What a gate knows of an event's passes beyond its own journal. */
@NullMarked
package dev.turnstone.kiosk.roster;

import org.jspecify.annotations.NullMarked;
