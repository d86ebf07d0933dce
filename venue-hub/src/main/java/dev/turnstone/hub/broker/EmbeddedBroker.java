package dev.turnstone.hub.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import dev.turnstone.platform.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HiveMQ CE inside the hub's own process, so that a venue has nothing to install.
 *
 * <p>It keeps nothing on disk: what is retained is published again by whoever owns it when it
 * connects, and nothing counts as delivered before the receiver has acknowledged it in its own words.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final EmbeddedHiveMQ server;
    private final CompletableFuture<Void> started;
    private final int port;

    private EmbeddedBroker(EmbeddedHiveMQ server, int port) {
        this.server = server;
        this.port = port;
        this.started = server.start();
    }

    /**
     * Begins to start: 7 to 11 seconds on a small machine, so this returns at once.
     *
     * @param port 0 takes a free one
     * @param admitted false for a certificate that was revoked
     */
    public static EmbeddedBroker start(
            Identity identity,
            Path folder,
            String host,
            int port,
            TopicRules rules,
            Predicate<X509Certificate> admitted) {
        try {
            Path configuration = Files.createDirectories(folder.resolve("configuration"));
            Path data = Files.createDirectories(folder.resolve("data"));
            Path extensions = Files.createDirectories(folder.resolve("extensions"));
            int listening = port == 0 ? freePort(host) : port;
            StoreFiles stores = StoreFiles.write(identity, configuration, new SecureRandom());
            Files.writeString(configuration.resolve("config.xml"), configuration(host, listening, stores));
            EmbeddedHiveMQ server = EmbeddedHiveMQ.builder()
                    .withConfigurationFolder(configuration)
                    .withDataFolder(data)
                    .withExtensionsFolder(extensions)
                    .withEmbeddedExtension(EmbeddedExtension.builder()
                            .withId("turnstone")
                            .withName("Turnstone's devices")
                            .withVersion("1")
                            .withAuthor("Turnstone")
                            .withPriority(0)
                            .withStartPriority(1000)
                            .withExtensionMain(new DeviceAccess(rules, admitted))
                            .build())
                    .withoutLoggingBootstrap()
                    .build();
            return new EmbeddedBroker(server, listening);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes when devices can connect. */
    public CompletableFuture<Void> started() {
        return started;
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("ssl://localhost:" + port);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (ExecutionException e) {
            log.warn("the embedded broker did not stop cleanly: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort(String host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(String host, int port, StoreFiles stores) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                  <listeners>
                    <tls-tcp-listener>
                      <port>%d</port>
                      <bind-address>%s</bind-address>
                      <name>devices</name>
                      <tls>
                        <keystore>
                          <path>%s</path>
                          <password>%s</password>
                          <private-key-password>%s</private-key-password>
                        </keystore>
                        <truststore>
                          <path>%s</path>
                          <password>%s</password>
                        </truststore>
                        <client-authentication-mode>REQUIRED</client-authentication-mode>
                        <protocols>
                          <protocol>TLSv1.3</protocol>
                          <protocol>TLSv1.2</protocol>
                        </protocols>
                      </tls>
                    </tls-tcp-listener>
                  </listeners>
                  <mqtt>
                    <packets><max-packet-size>1048576</max-packet-size></packets>
                  </mqtt>
                  <restrictions>
                    <max-connections>2000</max-connections>
                    <no-connect-idle-timeout>10000</no-connect-idle-timeout>
                  </restrictions>
                  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                  <persistence><mode>in-memory</mode></persistence>
                </hivemq>
                """.formatted(
                        port,
                        text(host),
                        text(stores.keyStore().toAbsolutePath().toString()),
                        stores.password(),
                        stores.password(),
                        text(stores.trustStore().toAbsolutePath().toString()),
                        stores.password());
    }

    private static String text(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
