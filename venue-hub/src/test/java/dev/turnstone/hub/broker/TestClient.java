package dev.turnstone.hub.broker;

import dev.turnstone.hub.testing.Await;
import dev.turnstone.platform.identity.Identity;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A device's side of the broker, as plain as possible; it remembers what it heard. */
public final class TestClient implements MqttCallback, AutoCloseable {
    private final MqttAsyncClient client;
    private final Cable cable;
    public final List<String> heard = new CopyOnWriteArrayList<>();
    volatile boolean lost;

    private TestClient(MqttAsyncClient client, Cable cable) {
        this.client = client;
        this.cable = cable;
    }

    public static TestClient connect(URI broker, Identity identity, String clientId) throws MqttException {
        return connect(broker, identity, clientId, null);
    }

    public static TestClient connect(URI broker, Identity identity, String clientId, @Nullable String willTopic)
            throws MqttException {
        MqttAsyncClient paho = new MqttAsyncClient(broker.toString(), clientId, new MemoryPersistence());
        TestClient client = new TestClient(paho, new Cable(identity.sslContext().getSocketFactory()));
        paho.setCallback(client);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(client.cable);
        options.setConnectionTimeout(5);
        if (willTopic != null) {
            MqttMessage will = new MqttMessage("gone".getBytes(StandardCharsets.UTF_8), 1, true, new MqttProperties());
            options.setWill(willTopic, will);
        }
        paho.connect(options).waitForCompletion(8_000);
        return client;
    }

    public TestClient listen(String filter) throws MqttException {
        client.subscribe(filter, 1).waitForCompletion(5_000);
        return this;
    }

    public void say(String topic, String text) throws MqttException {
        say(topic, text, false);
    }

    public void say(String topic, String text, boolean retained) throws MqttException {
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), 1, retained)
                .waitForCompletion(5_000);
    }

    void pullTheCable() {
        cable.pull();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        lost = true;
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        cable.pull();
        Await.until("the client has noticed", () -> !client.isConnected());
        client.close(true);
    }
}
