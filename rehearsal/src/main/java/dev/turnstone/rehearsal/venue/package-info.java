/** A whole venue on one machine: its folder, ports, cables and processes. */
@NullMarked
package dev.turnstone.rehearsal.venue;

import org.jspecify.annotations.NullMarked;
