/** Promo codes. */
@NullMarked
package dev.turnstone.cloud.promo;

import org.jspecify.annotations.NullMarked;
