/** One lane: what it may do, when, and what it tells. The state machine is pure; the loop drives it. */
@NullMarked
package dev.turnstone.turnstile.lane;

import org.jspecify.annotations.NullMarked;
