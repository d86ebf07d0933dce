package dev.turnstone.rehearsal.venue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each part is told: its configuration, written as the file that a technician would write. */
final class Plans {
    static final String VENUE = "maguey";

    private static final String HERE = "127.0.0.1";

    private final VenueFolder folder;
    private final Ports ports;
    private final Secrets secrets;

    Plans(VenueFolder folder, Ports ports, Secrets secrets) {
        this.folder = folder;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** In the order in which they are shown; they are started all at once, and wait for each other by themselves. */
    List<PartPlan> written() throws IOException {
        return List.of(
                written("cloud", "Cloud", "dev.turnstone.cloud.app.Main", Outlet.CLOUD, 384, cloud()),
                written("hub", "Hub", "dev.turnstone.hub.app.Main", Outlet.DASHBOARD, 448, hub()),
                written(
                        "gate-a",
                        "Gate A",
                        "dev.turnstone.kiosk.app.Main",
                        Outlet.GATE_A,
                        192,
                        gate("a", Outlet.GATE_A)),
                written(
                        "gate-b",
                        "Gate B",
                        "dev.turnstone.kiosk.app.Main",
                        Outlet.GATE_B,
                        192,
                        gate("b", Outlet.GATE_B)));
    }

    private PartPlan written(
            String name, String title, String mainClass, Outlet outlet, int heapMb, Map<String, Object> settings)
            throws IOException {
        String head = "# Written by rehearse, at every start.\n";
        Files.deleteIfExists(folder.config(name));
        Secrets.write(folder.config(name), head + Yaml.text(settings));
        return new PartPlan(name, title, mainClass, folder.config(name), folder.log(name), ports.uri(outlet), heapMb);
    }

    private Map<String, Object> cloud() {
        return tree(
                "http", tree("host", HERE, "port", ports.of(Outlet.CLOUD)),
                "public-uri", ports.uri(Outlet.CLOUD).toString(),
                "data", folder.data("cloud").toString(),
                "database", tree("mode", "embedded"),
                "stripe", stripe(),
                "mail", mail(),
                "settings", tree("key-file", secrets.settingsSeedFile().toString()),
                "issuing", tree("master-key-file", secrets.issuingMasterFile().toString()),
                "hub-token", secrets.hubToken(),
                "seed", "maguey");
    }

    private Map<String, Object> stripe() {
        return tree(
                "secret-key", secrets.stripeSecretKey(),
                "publishable-key", secrets.stripePublishableKey(),
                "webhook-secret", secrets.stripeWebhookSecret(),
                "api-base", ports.uri(Outlet.STRIPE).toString(),
                "script-uri", ports.uri(Outlet.STRIPE).resolve("/stripe.js").toString());
    }

    private Map<String, Object> mail() {
        return tree(
                "provider", "resend",
                "resend", tree("base", ports.uri(Outlet.MAILBOX).toString(), "key", secrets.mailKey()),
                "from", "Maguey <tickets@maguey.example>");
    }

    private Map<String, Object> hub() {
        return tree(
                "http", framed(Outlet.DASHBOARD),
                "dashboard", tree("seen-by", "everyone"),
                "devices", tree("host", HERE, "port", ports.of(Outlet.DEVICES)),
                "mqtt", tree("mode", "embedded", "host", HERE, "port", ports.of(Outlet.BROKER)),
                "identity", folder.identity("hub").toString(),
                "data", folder.data("hub").toString(),
                "venue", VENUE,
                "cloud", tree("uri", ports.uri(Outlet.CLOUD_CABLE).toString(), "token", secrets.hubToken()),
                "signing", tree("key-file", secrets.signingSeedFile().toString()),
                "settings", tree("public-key", secrets.settingsPublicKey()));
    }

    private Map<String, Object> gate(String letter, Outlet outlet) throws IOException {
        String device = "gate-" + letter;
        GateStaff.mayServe(folder.data(device), secrets.staffPin());
        return tree(
                "device", device,
                "venue", VENUE,
                "gate", letter.toUpperCase(Locale.ROOT),
                "lanes", List.of(tree("lane", letter + "-1", "direction", "in")),
                "http", framed(outlet),
                "data", folder.data(device).toString(),
                "identity", folder.identity(device).toString(),
                "hub", hubAsSeenByGates(),
                "settings", tree("public-key", secrets.settingsPublicKey()),
                "camera", tree("driver", "drop"),
                "controller", tree("mode", "simulated", "walk-after", "600ms"));
    }

    /** A page that the control page shows within itself. */
    private Map<String, Object> framed(Outlet outlet) {
        return tree(
                "host", HERE,
                "port", ports.of(outlet),
                "framed-by", ports.uri(Outlet.CONTROL).toString());
    }

    private Map<String, Object> hubAsSeenByGates() {
        return tree(
                "claims-uri", ports.uri(Outlet.CLAIMS_CABLE).toString(),
                "mqtt-uri", ports.uri(Outlet.BROKER_CABLE).toString(),
                "public-key", secrets.signingPublicKey());
    }

    /** Keys and values in turn, in the order given. */
    private static Map<String, Object> tree(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }
}
