/**
 * The venue's MQTT broker, inside the hub or beside it, and the hub's own place on it.
 *
 * <p>HiveMQ and Paho are known to this package alone.
 */
@NullMarked
package dev.turnstone.hub.broker;

import org.jspecify.annotations.NullMarked;
