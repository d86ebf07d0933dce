/** What this device has written down, for ever and in order. */
@NullMarked
package dev.turnstone.turnstile.journal;

import org.jspecify.annotations.NullMarked;
