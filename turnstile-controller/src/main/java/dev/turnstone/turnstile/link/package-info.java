/** A device's events on their way to the hub, and the hub's to it, over MQTT. */
@NullMarked
package dev.turnstone.turnstile.link;

import org.jspecify.annotations.NullMarked;
