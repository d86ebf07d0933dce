/** Kills real programs at random instants, and reads what they left. */
@NullMarked
package dev.turnstone.rehearsal.torture;

import org.jspecify.annotations.NullMarked;
