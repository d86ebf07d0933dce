/** Pins through Pi4J's own types: simulated ones, and a Raspberry Pi's. */
@NullMarked
package dev.turnstone.turnstile.gpio;

import org.jspecify.annotations.NullMarked;
