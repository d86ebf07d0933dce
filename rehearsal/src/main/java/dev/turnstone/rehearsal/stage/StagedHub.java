package dev.turnstone.rehearsal.stage;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.rehearsal.venue.Cable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/** A real hub in a process of its own, with its broker, its ledger on the disk, and a cable to it that can be pulled. */
public final class StagedHub implements AutoCloseable {
    public static final String VENUE = "maguey";

    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);
    private static final String HERE = "127.0.0.1";

    private final Path folder;
    private final Authority authority;
    private final Child process;
    private final URI dashboard;
    private final Cable claims;
    private final Cable broker;

    private StagedHub(Path folder, Authority authority, Child process, URI dashboard, Cable claims, Cable broker) {
        this.folder = folder;
        this.authority = authority;
        this.process = process;
        this.dashboard = dashboard;
        this.claims = claims;
        this.broker = broker;
    }

    /** @param folder of which it takes {@code hub/}, where the event's passes stand already */
    public static StagedHub start(Path folder, StagedEvent event, InstantSource clock) throws InterruptedException {
        try {
            Authority authority = Authority.create("Maguey", folder.resolve("authority"), clock, new SecureRandom());
            Path identity = folder.resolve("identities/hub");
            authority.issue(Subject.hub("hub", "localhost", HERE), Authority.LIFE, identity);
            int http = Child.anyFreePort();
            int devices = Child.anyFreePort();
            int mqtt = Child.anyFreePort();
            Path config = folder.resolve("hub.yaml");
            Files.writeString(config, """
                    http: {host: %s, port: %d}
                    devices: {host: %s, port: %d}
                    mqtt: {mode: embedded, host: %s, port: %d}
                    identity: '%s'
                    data: '%s'
                    venue: %s
                    settings: {public-key: '%s'}
                    """.formatted(
                            HERE,
                            http,
                            HERE,
                            devices,
                            HERE,
                            mqtt,
                            identity,
                            data(folder),
                            VENUE,
                            event.settingsKey().hex()));
            Child process = Child.start(
                    List.of(),
                    List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx448m"),
                    List.of(),
                    "dev.turnstone.hub.app.Main",
                    config,
                    folder.resolve("hub.log"));
            URI dashboard = URI.create("http://" + HERE + ":" + http);
            try {
                process.await(dashboard.resolve("/health/ready"), STARTS_WITHIN);
                return new StagedHub(
                        folder,
                        authority,
                        process,
                        dashboard,
                        Cable.lay("claims", 0, devices),
                        Cable.lay("broker", 0, mqtt));
            } catch (IOException | RuntimeException | InterruptedException e) {
                process.kill();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where its ledger and its roster are. */
    public static Path data(Path folder) {
        return folder.resolve("hub");
    }

    /** A device's identity, in a folder of its own. */
    public Path identity(String device) {
        Path identity = folder.resolve("identities").resolve(device);
        try {
            authority.issue(Subject.device(device), Authority.LIFE, identity);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return identity;
    }

    public Identity device(String device) {
        return Identity.load(identity(device));
    }

    /** Whose word a gate believes that is told it. */
    public PublicKey publicKey() {
        try {
            String seed = Files.readString(data(folder).resolve("signing.key")).strip();
            return SigningKey.fromSeed(HexFormat.of().parseHex(seed)).publicKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI dashboard() {
        return dashboard;
    }

    /** Where gates claim: the near end of the cable. */
    public URI claims() {
        return URI.create("https://localhost:" + claims.port());
    }

    public URI broker() {
        return URI.create("ssl://localhost:" + broker.port());
    }

    public void pullCable() {
        claims.pull();
        broker.pull();
    }

    public void plugCable() {
        claims.plug();
        broker.plug();
    }

    public String log() {
        return process.log();
    }

    @Override
    public void close() {
        claims.close();
        broker.close();
        process.close();
    }
}
