@NullMarked
package dev.turnstone.hub.ledger;

import org.jspecify.annotations.NullMarked;
