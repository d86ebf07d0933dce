/** The two ways to the hub: claims and settings over HTTPS, events over MQTT. */
@NullMarked
package dev.turnstone.kiosk.link;

import org.jspecify.annotations.NullMarked;
