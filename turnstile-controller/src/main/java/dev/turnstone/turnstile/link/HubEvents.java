package dev.turnstone.turnstile.link;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import dev.turnstone.platform.retry.Backoff;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/**
 * Events to and from the hub over MQTT 5. Every connection starts clean and Paho keeps nothing: what must arrive is in
 * the journal, and goes out again until the hub itself has acknowledged it.
 */
public final class HubEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HubEvents.class);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STATE_AT_LEAST_EVERY = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final int MOST_WAITING = 1_024;

    private final URI broker;
    private final DeviceId device;
    private final String boot;
    private final Topics topics;
    private final SSLContext identity;
    private final Drain drain;
    private final Listener listener;
    private final Supplier<DeviceState> state;
    private final RandomGenerator random;
    /** Short: a double entry is to be known within ten seconds of the link's return. */
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3), 2, 0.2);

    private final BlockingQueue<Happening> happenings = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = Thread.ofPlatform().name("hub-events").unstarted(this::run);
    private Optional<Commands> commands = Optional.empty();
    private Optional<MqttAsyncClient> client = Optional.empty();
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile Optional<String> trouble = Optional.of("not reached yet");

    /** What a device wants to know beside how far its journal has come. Told on the link's own thread. */
    public interface Listener {
        List<String> topics();

        /** @throws JsonFault where the message is not understood */
        void hear(String topic, String payload);

        /** A new connection stands: something may have been told while nobody listened. */
        void connected();
    }

    /** A device that obeys the hub. Called on the link's own thread. */
    public interface Commands {
        /** What the next command must sign; told with every state. */
        String challenge();

        /**
         * What became of it; empty where it deserves no answer.
         *
         * @throws JsonFault where it is no command at all
         */
        Optional<DeviceCommand.Outcome> obey(String payload);
    }

    private sealed interface Happening {
        record Arrived(String topic, String payload) implements Happening {}

        record Lost(MqttAsyncClient client) implements Happening {}

        record StateChanged() implements Happening {}

        record SomethingToSend() implements Happening {}
    }

    public HubEvents(
            URI broker,
            DeviceId device,
            String boot,
            Topics topics,
            SSLContext identity,
            Drain drain,
            Listener listener,
            Supplier<DeviceState> state,
            RandomGenerator random) {
        this.broker = broker;
        this.device = device;
        this.boot = boot;
        this.topics = topics;
        this.identity = identity;
        this.drain = drain;
        this.listener = listener;
        this.state = state;
        this.random = random;
    }

    /** Before it is started. */
    public HubEvents obeying(Commands obedient) {
        commands = Optional.of(obedient);
        return this;
    }

    public void start() {
        thread.start();
    }

    public boolean connected() {
        return connected;
    }

    public Optional<String> trouble() {
        return trouble;
    }

    /** A device without its hub goes on: that is never down. */
    public void report(Health health) {
        health.part(
                "hub-events",
                () -> trouble()
                        .map(why -> Status.degraded("keeping events here: " + why))
                        .orElseGet(() -> drain.gone() == 0
                                ? Status.up()
                                : Status.degraded(
                                        "the hub lacks %d events that it once had and that went here: was it restored from an old backup?"
                                                .formatted(drain.gone()))));
    }

    /** There is something new in the journal. */
    public void wake() {
        tell(new Happening.SomethingToSend());
    }

    /** The device's state is another one than was last told. */
    public void stateChanged() {
        tell(new Happening.StateChanged());
    }

    private void tell(Happening happening) {
        // A full queue loses nothing that matters: the drain looks by itself, and retained settings come again.
        happenings.offer(happening);
    }

    private void run() {
        int attempts = 0;
        while (!closed) {
            try {
                if (client.isEmpty()) {
                    connect();
                    attempts = 0;
                }
                serve();
            } catch (MqttException e) {
                if (trouble.filter(known -> known.equals(e.toString())).isEmpty()) {
                    log.warn("The broker at {} cannot be reached: {}", broker, e.toString());
                }
                trouble = Optional.of(e.toString());
                letGo();
                if (!pause(backoff.delay(attempts++, random))) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.error("The link to the broker stumbled", e);
                letGo();
                if (!pause(backoff.delay(attempts++, random))) {
                    return;
                }
            }
        }
    }

    private static boolean pause(Duration delay) {
        try {
            Thread.sleep(delay);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Sends and hears until the connection is lost. */
    private void serve() throws MqttException, InterruptedException {
        long stateNanos = System.nanoTime();
        while (!closed && client.isPresent()) {
            Happening happening = happenings.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            boolean tellState = System.nanoTime() - stateNanos >= STATE_AT_LEAST_EVERY.toNanos();
            while (happening != null) {
                switch (happening) {
                    case Happening.Arrived(String topic, String payload) -> tellState |= hear(topic, payload);
                    case Happening.Lost(MqttAsyncClient lost) -> {
                        if (client.filter(current -> current.equals(lost)).isPresent()) {
                            log.warn("The connection to the broker at {} is lost", broker);
                            letGo();
                            return;
                        }
                    }
                    case Happening.StateChanged() -> tellState = true;
                    case Happening.SomethingToSend() -> {}
                }
                happening = happenings.poll();
            }
            if (tellState) {
                publishState();
                stateNanos = System.nanoTime();
            }
            var batch = drain.next(System.nanoTime());
            if (batch.isPresent()) {
                publish(topics.journal(device), Json.bytes(batch.get()), false);
            }
        }
    }

    private void publishState() throws MqttException {
        DeviceState now = state.get();
        DeviceState told =
                commands.map(obedient -> now.challenge(obedient.challenge())).orElse(now);
        publish(topics.state(device), Json.bytes(told), true);
    }

    /** Whether the device's state is another one by it. */
    private boolean hear(String topic, String payload) throws MqttException {
        try {
            if (topic.equals(topics.commands(device))) {
                return obey(payload);
            }
            if (topic.equals(topics.ack(device))) {
                drain.acknowledged(Json.read(payload, JournalAck.class));
            } else {
                listener.hear(topic, payload);
            }
        } catch (JsonFault e) {
            log.warn("A message on {} is not understood: {}", topic, e.getMessage());
        }
        return false;
    }

    /** A challenge may have been used: who wants to command again needs the next one. */
    private boolean obey(String payload) throws MqttException {
        Optional<DeviceCommand.Outcome> outcome = commands.flatMap(obedient -> obedient.obey(payload));
        if (outcome.isPresent()) {
            publish(topics.outcomes(device), Json.bytes(outcome.get()), false);
        }
        return outcome.isPresent();
    }

    private void connect() throws MqttException {
        MqttAsyncClient fresh = new MqttAsyncClient(broker.toString(), device.value(), new MemoryPersistence());
        fresh.setCallback(new Ears(fresh));
        try {
            await(fresh.connect(options()));
            List<String> wanted = new ArrayList<>(listener.topics());
            wanted.add(topics.ack(device));
            commands.ifPresent(obedient -> wanted.add(topics.commands(device)));
            int[] atLeastOnce = new int[wanted.size()];
            Arrays.fill(atLeastOnce, 1);
            await(fresh.subscribe(wanted.toArray(String[]::new), atLeastOnce));
        } catch (MqttException e) {
            close(fresh);
            throw e;
        }
        client = Optional.of(fresh);
        connected = true;
        trouble = Optional.empty();
        drain.connected();
        listener.connected();
        publishState();
        log.info("Connected to the broker at {}", broker);
    }

    private static void await(IMqttToken token) throws MqttException {
        token.waitForCompletion(CONNECT_PATIENCE.toMillis());
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setUserName(device.value());
        options.setKeepAliveInterval(15);
        options.setConnectionTimeout((int) CONNECT_PATIENCE.toSeconds());
        options.setAutomaticReconnect(false);
        options.setWill(topics.state(device), message(Json.bytes(DeviceState.silent(boot)), true));
        if (!broker.getScheme().equals("tcp")) {
            options.setSocketFactory(identity.getSocketFactory());
        }
        return options;
    }

    private void publish(String topic, byte[] payload, boolean retained) throws MqttException {
        if (client.isPresent()) {
            client.get().publish(topic, message(payload, retained));
        }
    }

    private static MqttMessage message(byte[] payload, boolean retained) {
        return new MqttMessage(payload, 1, retained, new MqttProperties());
    }

    private void letGo() {
        connected = false;
        drain.disconnected();
        client.ifPresent(HubEvents::close);
        client = Optional.empty();
    }

    private static void close(MqttAsyncClient client) {
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException e) {
            log.debug("The connection was gone already", e);
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            log.debug("The client was closed already", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join(CONNECT_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.ifPresent(this::sayGoodbye);
        letGo();
    }

    /** A planned end says so itself; the will speaks only when there was no time to. */
    private void sayGoodbye(MqttAsyncClient open) {
        try {
            open.publish(topics.state(device), message(Json.bytes(DeviceState.silent(boot)), true))
                    .waitForCompletion(1_000);
            open.disconnect().waitForCompletion(1_000);
        } catch (MqttException e) {
            log.debug("The broker did not hear the goodbye", e);
        }
    }

    /** Paho's callbacks, on its thread: they only pass on. */
    private final class Ears implements MqttCallback {
        private final MqttAsyncClient owner;

        Ears(MqttAsyncClient owner) {
            this.owner = owner;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            tell(new Happening.Lost(owner));
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            log.debug("MQTT error", e);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            byte[] payload = message.getPayload();
            boolean small = topic.equals(topics.commands(device)) || topic.equals(topics.ack(device));
            if (payload.length > (small ? Limits.SMALL_MESSAGE : Limits.LARGE_MESSAGE)) {
                log.warn("A message on {} has {} bytes and is not read", topic, payload.length);
                return;
            }
            tell(new Happening.Arrived(topic, new String(payload, StandardCharsets.UTF_8)));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // Delivery to the broker proves nothing; the hub's own acknowledgement does.
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {
            // The thread that connects knows.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // No enhanced authentication is used.
        }
    }
}
