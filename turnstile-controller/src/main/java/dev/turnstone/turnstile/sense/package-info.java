/** What the lane feels: turning arms, beams, the fire contact. */
@NullMarked
package dev.turnstone.turnstile.sense;

import org.jspecify.annotations.NullMarked;
