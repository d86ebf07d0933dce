/** Wiring of the lane as a program of its own. */
@NullMarked
package dev.turnstone.turnstile.app;

import org.jspecify.annotations.NullMarked;
