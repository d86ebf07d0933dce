/** Selling: orders, holds, prices, expiry. */
@NullMarked
package dev.turnstone.cloud.sale;

import org.jspecify.annotations.NullMarked;
