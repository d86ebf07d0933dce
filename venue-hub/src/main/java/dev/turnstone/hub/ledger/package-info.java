/** The venue's one merged record: a row per presentation, journals as they came, incidents. */
@NullMarked
package dev.turnstone.hub.ledger;

import org.jspecify.annotations.NullMarked;
