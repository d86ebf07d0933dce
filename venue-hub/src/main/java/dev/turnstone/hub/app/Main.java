package dev.turnstone.hub.app;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.backup.LedgerCommands;
import dev.turnstone.hub.broker.PahoDeviceBus;
import dev.turnstone.hub.broker.TopicRules;
import dev.turnstone.hub.broker.VenueBroker;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.ClaimRoutes;
import dev.turnstone.hub.claim.Sequencer;
import dev.turnstone.hub.cloud.CloudLink;
import dev.turnstone.hub.cloud.LedgerUpload;
import dev.turnstone.hub.command.Commands;
import dev.turnstone.hub.dashboard.Boards;
import dev.turnstone.hub.dashboard.DashboardFeed;
import dev.turnstone.hub.dashboard.DashboardRoutes;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.device.DeviceMessages;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.device.RetainedSettings;
import dev.turnstone.hub.device.RosterBroadcast;
import dev.turnstone.hub.device.RosterRoutes;
import dev.turnstone.hub.device.SettingsRoutes;
import dev.turnstone.hub.device.Usage;
import dev.turnstone.hub.device.UsageBroadcast;
import dev.turnstone.hub.incident.IncidentRoutes;
import dev.turnstone.hub.incident.LookedInto;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.Sealer;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.order.OrderRoutes;
import dev.turnstone.hub.order.Orders;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.staff.StaffCommands;
import dev.turnstone.hub.staff.StaffDoor;
import dev.turnstone.hub.staff.StaffRoutes;
import dev.turnstone.hub.staff.StaffStore;
import dev.turnstone.platform.app.Program;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.ContentPolicy;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The hub of one venue, put together. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        List<Command> commands = Stream.concat(
                        LedgerCommands.all().stream(), new StaffCommands(System.in).all().stream())
                .toList();
        if (args.length > 0 && isCommand(args[0], commands)) {
            System.exit(new CommandLine("./turnstone hub", commands).run(List.of(args), System.out, System.err));
        }
        Program.run("venue-hub", args, Main::start);
    }

    /** Anything else is the hub itself, with its flags. */
    private static boolean isCommand(String word, List<Command> commands) {
        return word.equals("help")
                || commands.stream().anyMatch(command -> command.name().equals(word));
    }

    private static void start(Startup start) {
        Config config = start.config();
        InstantSource clock = start.clock();
        VenueId venue = HubConfig.venue(config);
        PublicKey settingsKey = HubConfig.settingsKey(config);
        Identity identity = Identity.load(config.path("identity"));
        Path data = config.folder("data", Path.of("hub-data"));

        // First, as it takes longest; everything else stands while it starts.
        VenueBroker broker =
                start.closing(VenueBroker.start(config.section("mqtt"), identity, data, new TopicRules(venue)));

        SqliteLedger ledger = start.closing(SqliteLedger.open(data.resolve("ledger.db")));
        start.closing(Sealer.start(ledger.seals(), identity.key(), clock));
        Roster roster = start.closing(Roster.open(data.resolve("roster.db"), settingsKey));
        StaffStore staff = start.closing(StaffStore.open(data.resolve(StaffStore.FILE)));
        staff.audit().tidy(clock.instant());
        roster.onStaff(staff::apply);
        StaffDoor door = HubConfig.door(config, staff, clock);
        Figures figures = new Figures(clock);
        Usage usage = new Usage(UUID.randomUUID().toString());
        Optional<LedgerUpload> upload = config.optionalUri("cloud.uri")
                .map(uri -> start.closing(LedgerUpload.start(uri, config.secret("cloud.token"), ledger.untold())));
        Arbitration arbitration = new Arbitration(ledger, roster, listeners(figures, usage, upload));
        Sequencer sequencer = start.closing(Sequencer.start(arbitration, clock, start.metrics()));

        DeviceRegistry devices = new DeviceRegistry(clock);
        PahoDeviceBus bus = start.closing(PahoDeviceBus.to(broker.uri(), identity.sslContext(), clock));
        Topics topics = new Topics(venue);
        SigningKey signingKey = HubConfig.signingKey(config, data);
        Commands commands = new Commands(signingKey, topics, bus, new SecureRandom(), System::nanoTime);
        Orders orders = start.closing(new Orders(commands, staff.audit(), clock));
        DeviceMessages messages = new DeviceMessages(topics, devices, sequencer, bus).telling(commands);
        roster.onSetting(new RetainedSettings(topics, bus));
        start.closing(RosterBroadcast.start(roster, signingKey, topics, bus));
        UsageBroadcast broadcast = start.closing(UsageBroadcast.start(usage, topics, bus));
        Optional<CloudLink> cloud = config.optionalUri("cloud.uri")
                .map(uri -> start.closing(CloudLink.start(uri, config.secret("cloud.token"), roster, clock)));

        HubHealth health = new HubHealth(sequencer, bus, cloud, upload, devices, figures);
        health.report(start.health());
        LookedInto lookedInto = new LookedInto(staff.audit());
        Boards boards = new Boards(figures, roster, devices, health::links, venue.value()).lookedInto(lookedInto::has);
        DashboardFeed feed = start.closing(DashboardFeed.start(boards, clock));
        figures.onChange(feed::wake);
        OrderRoutes commanding = start.closing(
                new OrderRoutes(orders, devices, staff.audit(), door, () -> boards.zone(clock.instant())));
        devices.onChange(() -> {
            feed.wake();
            commanding.changed();
        });

        start.closing(HttpShell.named("hub-devices")
                .listen(config.text("devices.host", "0.0.0.0"), config.port("devices.port", 8412))
                .tls(identity, ClientAuth.REQUIRED)
                .health(start.health())
                .routes(new ClaimRoutes(sequencer, roster, devices::seen, clock, start.metrics())::routing)
                .routes(new SettingsRoutes(roster, clock)::routing)
                .routes(new RosterRoutes(roster, signingKey)::routing)
                .routes(broadcast::routing)
                .start());
        start.closing(
                HttpShell.named("hub-dashboard")
                        .listen(config.text("http.host", "127.0.0.1"), config.port("http.port", 8411))
                        .health(start.health())
                        .metrics(start.metrics())
                        .policy(framing(config))
                        .routes(new DashboardRoutes(boards, feed, ledger, figures, roster, door, clock)::routing)
                        .routes(commanding::routing)
                        .routes(new IncidentRoutes(
                                figures, lookedInto, ledger.seals(), door, clock, boards::zone, feed::wake)::routing)
                        .routes(new StaffRoutes(door, staff, () -> boards.zone(clock.instant()))::routing)
                        .start());
        broker.awaitStarted();
        bus.listen(messages.filters(), messages);
        start.ready();
    }

    private static LedgerListener listeners(Figures figures, Usage usage, Optional<LedgerUpload> upload) {
        return upload.map(cloud -> LedgerListener.of(figures, usage, cloud))
                .orElseGet(() -> LedgerListener.of(figures, usage));
    }

    /** Nobody may put the dashboard into a page of theirs, unless the configuration names them. */
    private static ContentPolicy framing(Config config) {
        return config.optionalText("http.framed-by")
                .map(ContentPolicy.strict()::framedBy)
                .orElseGet(ContentPolicy::strict);
    }
}
