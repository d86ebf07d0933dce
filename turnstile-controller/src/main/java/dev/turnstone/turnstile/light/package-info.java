/** What a guest sees at the lane before and after the pass is read. */
@NullMarked
package dev.turnstone.turnstile.light;

import org.jspecify.annotations.NullMarked;
