package dev.turnstone.hub.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The configuration and access list that make a Mosquitto behave as the embedded broker does.
 *
 * <p>The certificate's common name becomes user name and client identifier, and both brokers read the
 * same {@link TopicRules}.
 */
public record MosquittoFiles(Path configuration, Path accessList) {

    public static MosquittoFiles write(Path folder, Path identity, int port, TopicRules rules) {
        try {
            Files.createDirectories(folder);
            Path access = folder.resolve("access.acl");
            Files.writeString(access, accessList(rules));
            Path configuration = folder.resolve("mosquitto.conf");
            Files.writeString(configuration, configuration(identity, port, access));
            return new MosquittoFiles(configuration, access);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String accessList(TopicRules rules) {
        String hub = rules.of(TopicRules.HUB).stream()
                .map(right -> "topic " + verb(right) + " " + right.filter() + "\n")
                .collect(Collectors.joining());
        String devices = rules.ofDevice("%u").stream()
                .map(right -> "pattern " + verb(right) + " " + right.filter() + "\n")
                .collect(Collectors.joining());
        return "user " + TopicRules.HUB + "\n" + hub + "\n" + devices;
    }

    private static String verb(TopicRules.Right right) {
        return switch (right.activity()) {
            case PUBLISH -> "write";
            case SUBSCRIBE -> "read";
        };
    }

    private static String configuration(Path identity, int port, Path access) {
        return """
                per_listener_settings false
                listener %d
                cafile %s
                certfile %s
                keyfile %s
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                allow_anonymous false
                acl_file %s
                persistence false
                max_packet_size 1048576
                max_queued_messages 10000
                log_dest stderr
                log_type error
                log_type warning
                log_type notice
                """.formatted(
                        port,
                        identity.resolve("authority.pem").toAbsolutePath(),
                        identity.resolve("certificate.pem").toAbsolutePath(),
                        identity.resolve("key.pem").toAbsolutePath(),
                        access.toAbsolutePath());
    }
}
