/** A turnstile of software, with people who walk, push and jump. */
@NullMarked
package dev.turnstone.turnstile.simulated;

import org.jspecify.annotations.NullMarked;
