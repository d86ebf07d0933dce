package dev.turnstone.provisioning.cli;

import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.json.Json;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Role;
import dev.turnstone.provisioning.authority.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Making a venue's authority, and identities under it. */
final class AuthorityCommands {
    private static final String DEFAULT_FOLDER = "authority";

    private final InstantSource clock;
    private final SecureRandom random;

    AuthorityCommands(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    Command authority() {
        return Command.named(
                        "authority",
                        "Make a venue's certificate authority: its root and the hub's intermediate.",
                        this::create)
                .value("venue", "NAME", "the venue's name, as certificates will carry it")
                .value("folder", "FOLDER", "where it is kept (default: authority)")
                .flag("json", "one JSON object instead of words")
                .example("./turnstone provision authority --venue Maguey --folder ~/maguey/authority");
    }

    Command issue() {
        return Command.named(
                        "issue",
                        "Make a key and a certificate for a hub, a device or a lane's controller.",
                        this::issueIdentity)
                .value("name", "NAME", "its id: a-z, 0-9 and -, also its user name at the broker")
                .value("role", "hub|device|controller", "what it may do (default: device)")
                .value("san", "NAME", "a host name or address at which a hub is reached; may be repeated")
                .value("days", "N", "how long it holds (default: 30)")
                .value("authority", "FOLDER", "the authority that signs (default: authority)")
                .value("out", "FOLDER", "where key.pem, certificate.pem and authority.pem go (default: the name)")
                .flag("json", "one JSON object instead of words")
                .example("./turnstone provision issue --name hub --role hub --san hub.local --san 192.168.1.10")
                .example("./turnstone provision issue --name gate-a --out /etc/turnstone/identity");
    }

    private int create(Arguments given, PrintStream out, PrintStream err) throws IOException, GeneralSecurityException {
        Path folder = Path.of(given.text("folder", DEFAULT_FOLDER));
        String venue = given.text("venue");
        if (Authority.exists(folder)) {
            throw new CannotDo(
                    folder + " already holds an authority.",
                    "Every device of the venue trusts it, so it is kept. Give another --folder for another venue.");
        }
        Authority authority;
        try {
            authority = Authority.create(venue, folder, clock, random);
        } catch (IllegalArgumentException e) {
            throw new UsageFault("--venue: " + e.getMessage());
        }
        if (given.has("json")) {
            out.println(Json.text(described(authority.root(), folder)));
        } else {
            out.println("The authority of " + venue + " is made in " + folder + ".");
            out.println("Its root's fingerprint is " + fingerprint(authority.root()) + ".");
            out.println("Keep " + folder.resolve("root") + " off the hub: whoever holds it can make any device.");
        }
        return CommandLine.DONE;
    }

    private int issueIdentity(Arguments given, PrintStream out, PrintStream err)
            throws IOException, GeneralSecurityException {
        Path authority = Path.of(given.text("authority", DEFAULT_FOLDER));
        String name = given.text("name");
        Duration life = Duration.ofDays(given.integer("days", (int) Authority.LIFE.toDays(), 1, 398));
        Subject subject;
        try {
            subject = new Subject(name, role(given.text("role", "device")), given.all("san"));
        } catch (IllegalArgumentException e) {
            throw new UsageFault("This identity cannot be: " + e.getMessage() + ".");
        }
        if (!Authority.exists(authority)) {
            throw new CannotDo(
                    authority + " holds no authority.",
                    "Make one first: ./turnstone provision authority --venue NAME --folder " + authority);
        }
        Path folder = Path.of(given.text("out", name));
        X509Certificate certificate = Authority.open(authority, clock, random).issue(subject, life, folder);
        if (given.has("json")) {
            out.println(Json.text(described(certificate, folder)));
        } else {
            out.println(name + " has its identity in " + folder + ", good until "
                    + certificate.getNotAfter().toInstant() + ".");
        }
        return CommandLine.DONE;
    }

    private static Role role(String word) {
        return switch (word) {
            case "hub" -> Role.HUB;
            case "device" -> Role.DEVICE;
            case "controller" -> Role.CONTROLLER;
            default -> throw new UsageFault("--role is hub, device or controller, not '" + word + "'");
        };
    }

    private static Map<String, Object> described(X509Certificate certificate, Path folder)
            throws GeneralSecurityException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("subject", certificate.getSubjectX500Principal().getName());
        facts.put("serial", certificate.getSerialNumber().toString(16));
        facts.put("fingerprint", fingerprint(certificate));
        facts.put("until", certificate.getNotAfter().toInstant());
        facts.put("folder", folder.toString());
        return facts;
    }

    private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return "SHA256:" + HexFormat.of().formatHex(digest);
    }
}
