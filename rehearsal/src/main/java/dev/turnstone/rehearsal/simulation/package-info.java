/** Nights under a seed: simulated clock, network and power cuts around the real rules and the real ledger. */
@NullMarked
package dev.turnstone.rehearsal.simulation;

import org.jspecify.annotations.NullMarked;
