package dev.turnstone.hub.broker;

import dev.turnstone.platform.retry.Backoff;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link DeviceBus} over Paho. Two virtual threads: one keeps the connection and sends, one delivers. */
@SuppressWarnings("ArrayRecordComponent") // Its records carry payloads through a queue; nobody compares them.
public final class PahoDeviceBus implements DeviceBus {
    private static final Logger log = LoggerFactory.getLogger(PahoDeviceBus.class);
    private static final int QOS = 1;
    private static final long PATIENCE_MS = 5_000;

    private record Outgoing(String topic, byte[] payload, boolean retained, Optional<Duration> expiry) {
        MqttMessage message() {
            MqttProperties properties = new MqttProperties();
            expiry.ifPresent(life -> properties.setMessageExpiryInterval(life.toSeconds()));
            return new MqttMessage(payload, QOS, retained, properties);
        }
    }

    private record Incoming(String topic, byte[] payload) {}

    private final URI broker;
    private final SSLContext tls;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(3), 2, 0.2);
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final BlockingQueue<Outgoing> outgoing = new ArrayBlockingQueue<>(4_096);
    private final BlockingQueue<Incoming> incoming = new ArrayBlockingQueue<>(4_096);
    private final Map<String, byte[]> retained = new ConcurrentHashMap<>();
    private final Thread keeper;
    private final Thread deliverer;
    private volatile Link link;
    private volatile List<String> filters = List.of();
    private volatile Receiver receiver = (topic, payload) -> {};

    private PahoDeviceBus(URI broker, SSLContext tls, InstantSource clock) {
        this.broker = broker;
        this.tls = tls;
        this.clock = clock;
        this.link = new Link(false, clock.instant());
        this.keeper = Thread.ofVirtual().name("device-bus").unstarted(this::keepConnected);
        this.deliverer = Thread.ofVirtual().name("device-bus-delivery").unstarted(this::deliver);
    }

    /** Does nothing before it is {@link #listen told what to listen to}. */
    public static PahoDeviceBus to(URI broker, SSLContext tls, InstantSource clock) {
        return new PahoDeviceBus(broker, tls, clock);
    }

    /** Connects by itself, and again whenever the broker was away. */
    public PahoDeviceBus listen(List<String> topicFilters, Receiver told) {
        filters = List.copyOf(topicFilters);
        receiver = told;
        keeper.start();
        deliverer.start();
        return this;
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void publish(String topic, byte[] payload) {
        send(new Outgoing(topic, payload, false, Optional.empty()));
    }

    @Override
    public void publish(String topic, byte[] payload, Duration expiry) {
        send(new Outgoing(topic, payload, false, Optional.of(expiry)));
    }

    private void send(Outgoing message) {
        if (link.connected() && !outgoing.offer(message)) {
            log.warn("dropped a message to {}: the broker takes them too slowly", message.topic());
        }
    }

    @Override
    public void retain(String topic, byte[] payload) {
        retained.put(topic, payload);
        if (link.connected() && !outgoing.offer(new Outgoing(topic, payload, true, Optional.empty()))) {
            log.warn("{} is retained at the next connection: the broker takes messages too slowly", topic);
        }
    }

    @Override
    public void close() {
        keeper.interrupt();
        deliverer.interrupt();
        try {
            keeper.join(Duration.ofSeconds(5));
            deliverer.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepConnected() {
        int attempt = 0;
        while (!Thread.currentThread().isInterrupted()) {
            CountDownLatch lost = new CountDownLatch(1);
            try (Connection connection = new Connection(lost)) {
                connection.open();
                attempt = 0;
                // Before anyone may publish again: what is said from then on is sent.
                outgoing.clear();
                link = new Link(true, clock.instant());
                log.info("reached the broker at {}", broker);
                sendUntil(connection, lost);
                link = new Link(false, clock.instant());
                log.warn("lost the broker at {}", broker);
            } catch (MqttException e) {
                mark(attempt, e);
            } catch (RuntimeException e) {
                // Of whatever kind: a hub that gave up here would be deaf until somebody restarted it.
                log.error("the connection to the broker at {} failed; it is made anew", broker, e);
                link = new Link(false, clock.instant());
            } catch (InterruptedException e) {
                break;
            }
            try {
                Thread.sleep(backoff.delay(++attempt, random));
            } catch (InterruptedException e) {
                break;
            }
        }
        link = new Link(false, clock.instant());
    }

    private void mark(int attempt, MqttException e) {
        if (link.connected()) {
            link = new Link(false, clock.instant());
        }
        if (attempt == 0) {
            log.info("the broker at {} is not reached yet: {}", broker, e.getMessage());
        } else {
            log.debug("the broker at {} is not reached, attempt {}: {}", broker, attempt, e.getMessage());
        }
    }

    private void sendUntil(Connection connection, CountDownLatch lost) throws InterruptedException, MqttException {
        for (Map.Entry<String, byte[]> each : retained.entrySet()) {
            connection.send(new Outgoing(each.getKey(), each.getValue(), true, Optional.empty()));
        }
        while (lost.getCount() > 0) {
            Outgoing next = outgoing.poll(200, TimeUnit.MILLISECONDS);
            if (next != null) {
                connection.send(next);
            }
        }
    }

    private void deliver() {
        try {
            while (true) {
                Incoming next = incoming.take();
                try {
                    receiver.received(next.topic(), next.payload());
                } catch (RuntimeException e) {
                    // One bad message must not deafen the hub to all others.
                    log.error("a message on {} could not be handled", next.topic(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of the connection. */
    private final class Connection implements MqttCallback, AutoCloseable {
        private final MqttAsyncClient client;
        private final CountDownLatch lost;

        Connection(CountDownLatch lost) throws MqttException {
            this.client = new MqttAsyncClient(broker.toString(), TopicRules.HUB, new MemoryPersistence());
            this.lost = lost;
            client.setCallback(this);
        }

        void open() throws MqttException {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setSocketFactory(tls.getSocketFactory());
            options.setCleanStart(true);
            options.setAutomaticReconnect(false);
            options.setConnectionTimeout(5);
            options.setKeepAliveInterval(10);
            options.setUserName(TopicRules.HUB);
            client.connect(options).waitForCompletion(PATIENCE_MS);
            int[] qos = new int[filters.size()];
            Arrays.fill(qos, QOS);
            client.subscribe(filters.toArray(String[]::new), qos).waitForCompletion(PATIENCE_MS);
        }

        void send(Outgoing message) throws MqttException {
            client.publish(message.topic(), message.message()).waitForCompletion(PATIENCE_MS);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
            incoming.put(new Incoming(topic, message.getPayload()));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            lost.countDown();
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            log.warn("the MQTT client reports: {}", e.getMessage());
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String uri) {}

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {}

        @Override
        public void close() throws MqttException {
            try {
                if (client.isConnected()) {
                    client.disconnect(500).waitForCompletion(1_000);
                }
            } catch (MqttException e) {
                client.disconnectForcibly(0, 500, false);
            } finally {
                client.close(true);
            }
        }
    }
}
