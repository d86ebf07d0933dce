/** What a person at the hub asks of a device: that it was the hub, that it is now, and what became of it. */
@NullMarked
package dev.turnstone.turnstile.command;

import org.jspecify.annotations.NullMarked;
