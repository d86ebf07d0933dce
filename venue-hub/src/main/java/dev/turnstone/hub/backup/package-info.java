/** Copies of the ledger, and the way back from one. */
@NullMarked
package dev.turnstone.hub.backup;

import org.jspecify.annotations.NullMarked;
