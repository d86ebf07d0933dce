/** What the hub knows from everyone's records: uses, conflicts, occupancy. */
@NullMarked
package dev.turnstone.admission.ledger;

import org.jspecify.annotations.NullMarked;
