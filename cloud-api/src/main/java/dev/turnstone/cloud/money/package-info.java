/** Amounts, in integer minor units with their currency. */
@NullMarked
package dev.turnstone.cloud.money;

import org.jspecify.annotations.NullMarked;
