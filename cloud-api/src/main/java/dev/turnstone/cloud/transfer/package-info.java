/** Tickets sent on to somebody else. */
@NullMarked
package dev.turnstone.cloud.transfer;

import org.jspecify.annotations.NullMarked;
