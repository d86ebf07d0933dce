/** One entitlement, one entry: every claim of the venue in one sequence, answered when it is on the disk. */
@NullMarked
package dev.turnstone.hub.claim;

import org.jspecify.annotations.NullMarked;
