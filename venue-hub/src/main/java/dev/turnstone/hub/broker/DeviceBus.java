package dev.turnstone.hub.broker;

import java.time.Duration;
import java.time.Instant;

/**
 * The hub's own place on the venue's broker.
 *
 * <p>It promises little, on purpose: a message is sent now or never. Whatever must arrive is
 * acknowledged by its receiver and sent again; whatever must stay is retained, and published anew
 * each time the broker is reached.
 */
public interface DeviceBus extends AutoCloseable {

    /** Told of messages one at a time, in order. A receiver that takes long slows the broker down: nothing is dropped. */
    @FunctionalInterface
    interface Receiver {
        void received(String topic, byte[] payload);
    }

    /** Whether the broker is reached, and since when that is so. */
    record Link(boolean connected, Instant since) {}

    Link link();

    /** Sends at least once if the broker is reached; else, or when the queue is full, it is dropped. */
    void publish(String topic, byte[] payload);

    /** The same for what nobody should hear after so long. */
    void publish(String topic, byte[] payload, Duration expiry);

    /** Retains on the broker, now and at every reconnection. */
    void retain(String topic, byte[] payload);

    @Override
    void close();
}
