package dev.turnstone.kiosk.app;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.admit.LocalKnowledge;
import dev.turnstone.kiosk.admit.Lookout;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.admit.Recollection;
import dev.turnstone.kiosk.camera.Camera;
import dev.turnstone.kiosk.care.Checks;
import dev.turnstone.kiosk.care.Figures;
import dev.turnstone.kiosk.care.GateNews;
import dev.turnstone.kiosk.care.Machine;
import dev.turnstone.kiosk.care.Sightings;
import dev.turnstone.kiosk.care.Signs;
import dev.turnstone.kiosk.care.Vitals;
import dev.turnstone.kiosk.guest.GuestRoutes;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.handheld.Handhelds;
import dev.turnstone.kiosk.lane.LaneRoutes;
import dev.turnstone.kiosk.link.HouseNews;
import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.link.RosterFeed;
import dev.turnstone.kiosk.link.UsageFeed;
import dev.turnstone.kiosk.print.Printing;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Billboard;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.sight.Decoders;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.kiosk.staff.Bar;
import dev.turnstone.kiosk.staff.Desk;
import dev.turnstone.kiosk.staff.StaffList;
import dev.turnstone.kiosk.staff.StaffRoutes;
import dev.turnstone.kiosk.staff.StaffScreen;
import dev.turnstone.kiosk.staff.TodayLog;
import dev.turnstone.platform.app.Program;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.http.ContentPolicy;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.platform.secret.Guard;
import dev.turnstone.platform.store.Sqlite;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.command.CommandDesk;
import dev.turnstone.turnstile.command.LaneOrders;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import dev.turnstone.turnstile.link.ToldLane;
import dev.turnstone.turnstile.record.LaneFigures;
import dev.turnstone.turnstile.record.Witness;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A gate: one camera, one lane, one guest after the other. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (List.of(args).equals(List.of("--hash-pin"))) {
            System.exit(StaffEntry.ask(System.out, System.err, new SecureRandom()));
        }
        Program.run("kiosk-firmware", args, Main::start);
    }

    private static void start(Startup start) throws InterruptedException {
        // Only here: the log stands, and whoever says anything says it there.
        start.beside(Sqlite::prepare);
        GateConfig config = GateConfig.of(start.config());
        Doorway doorway = config.doorway();
        DeviceId device = doorway.device();
        Identity own = Identity.load(config.identity());
        Supplier<PatientReader> patientReader = start.beside(PatientReader::new);
        SSLContext identity = own.sslContext();
        SecureRandom random = new SecureRandom();
        String boot = HexFormat.of().toHexDigits(random.nextInt());
        long startNanos = System.nanoTime();

        DeviceClock early = new DeviceClock(start.clock(), own.issued());
        HeldNews news = new HeldNews(early);
        Lane lane = start.closing(config.lane().open(identity, random));
        lane.listen(news);
        Card card = new Standby(start, config, identity, boot, lane, news, early, random).card();

        Supplier<Settings> restored = start.beside(() -> restored(config));
        Journal journal = start.closing(card.journal());
        Memory memory = new Memory(device);
        Recollection recollection = new Recollection(journal.id(), device, memory);
        TodayLog today = new TodayLog();
        journal.replay(entry -> {
            recollection.hear(entry);
            today.hear(entry);
        });
        recollection.finish();
        HeardFile heardFile = start.closing(card.heard());
        HeardUsage heard = start.closing(new HeardUsage(heardFile));
        heard.kept()
                .forEach(usage -> memory.told(usage.eventId(), usage.passNumber(), usage.version(), usage.counted()));
        DeviceClock clock = DeviceClock.after(start.clock(), journal, own.issued());

        Roster roster = start.closing(Roster.open(config.data().resolve("roster"), heardFile, start.clock()));
        Settings settings = restored.get();
        Billboard billboard = new Billboard(settings, start.clock());

        Exchange exchange = new Exchange();
        JournalWriter writer = start.closing(new JournalWriter(journal, random, startNanos, exchange));
        HubClaims claims = start.closing(new HubClaims(config.claimsUri(), identity, settings, exchange));
        UsageFeed usage = start.closing(new UsageFeed(config.claimsUri(), identity, heard, exchange::told, random));
        RosterFeed rosterFeed = start.closing(
                new RosterFeed(config.claimsUri(), identity, config.hubKey(), roster, billboard::expected, random));
        settings.listen(rosterFeed::fetch);
        start.closing(lane); // Before the writer: what the lane tells at its very end is written too.
        Camera camera = Camera.of(start.config().section("camera"), exchange::attending);
        GuestScreen screen = start.closing(new GuestScreen(Messages.bundle("kiosk"), camera.mirrored()));
        settings.listen(() -> screen.event(billboard.eventName()));

        Desk staffDesk = new Desk();
        Attendant attendant = new Attendant(
                doorway,
                new LocalKnowledge(settings, roster, memory, System::nanoTime),
                memory,
                writer,
                claims,
                lane::grant,
                new Figures(start.metrics(), screen::show, staffDesk::stands));
        Gate gate = start.closing(new Gate(doorway.lane().value(), attendant, clock));
        Topics topics = new Topics(config.venue());
        ToldLane toldLane = new ToldLane(lane, doorway.gate());
        HubEvents events = start.closing(new HubEvents(
                config.mqttUri(),
                device,
                boot,
                topics,
                identity,
                new Drain(journal, boot),
                new HouseNews(topics, settings, usage, rosterFeed),
                () -> state(
                        boot,
                        GateNews.with(toldLane.now(), exchange.view(), writer.fault()),
                        start.clock().instant()),
                random));
        exchange.connect(gate, events, news);
        config.hubKey()
                .map(key -> new CommandDesk(device, key, random))
                .ifPresent(desk -> events.obeying(new LaneOrders(desk, doorway.gate(), lane, writer, clock)));
        lane.listen(gate::lane);
        toldLane.listen(events::stateChanged);
        Sightings sightings = new Sightings(start.metrics(), new Lookout(gate, screen, exchange::views));
        Eyes eyes = start.closing(new Eyes(
                camera.device(), Decoders.quick(), patientReader.get(), new Showing(camera.leftAfter()), sightings));
        lane.listen(event -> Lookout.lane(event, eyes));
        Handhelds handhelds = start.closing(new Handhelds(config.handhelds(), gate));

        Optional<Printing> printing = config.printer().map(where -> start.closing(Printing.at(where, config.data())));
        Vitals vitals = new Vitals(
                lane,
                eyes,
                journal,
                writer,
                settings,
                () -> billboard.expected().stream()
                        .allMatch(event -> roster.status(event).present()),
                clock,
                claims,
                events,
                printing);
        StaffScreen staff = new StaffScreen(
                doorway.gate().value(),
                new StaffList(config.staffFile()),
                new Guard<>(config.lockAfter(), StaffScreen.MOST_SESSIONS, random),
                config.lockAfter(),
                staffDesk,
                today,
                journal,
                settings,
                gate,
                () -> bar(vitals, roster.asOf(billboard.expected()).map(asOf -> age(asOf, start.clock()))),
                printing,
                start.clock(),
                System::nanoTime);

        Checks.camera(start.health(), eyes, sightings);
        Machine.here(config.data()).report(start.health(), start.metrics());
        handhelds.report(start.health());
        Checks.clock(start.health(), clock);
        Checks.hub(start.health(), claims, events);
        Checks.journal(start.health(), journal, writer);
        Checks.lane(start.health(), lane);
        Checks.threads(start.health(), gate, writer);
        LaneFigures.report(start.metrics(), lane);
        Checks.settings(start.health(), settings);
        Checks.roster(start.health(), roster, billboard, rosterFeed, start.clock());

        start.closing(HttpShell.named("guest-screen")
                .listen(config.host(), config.port())
                .health(start.health())
                .metrics(start.metrics())
                .policy(framing(start.config()))
                .routes(
                        new GuestRoutes(screen, doorway.gate().value(), billboard::eventName, config.language())
                                ::routing)
                .routes(new StaffRoutes(staff)::routing)
                .routes(new LaneRoutes(List.of(lane), config.lane().simulated())::routing)
                .routes(rules -> camera.routes().ifPresent(routes -> routes.routing(rules)))
                .start());

        writer.start(boot, clock.get());
        news.into(writer, Witness.atAGate(doorway.gate(), lane, writer, news), clock);
        gate.lane(new LaneEvent.StateChanged(LaneState.LOCKED, lane.state(), startNanos));
        gate.start();
        claims.start();
        usage.start();
        rosterFeed.start();
        events.start();
        eyes.start();
        handhelds.start();
        printing.ifPresent(Printing::start);
        start.ready();
    }

    /** With what was kept at an earlier start. */
    private static Settings restored(GateConfig config) {
        KeptSettings kept = new KeptSettings(config.data().resolve("roster"));
        Settings settings = new Settings(config.settingsKey(), kept);
        settings.restore(kept.read());
        return settings;
    }

    /** A clock that was set back makes nothing younger than new. */
    private static Duration age(Instant asOf, InstantSource clock) {
        Duration age = Duration.between(asOf, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Bar bar(Vitals vitals, Optional<Duration> listAge) {
        Signs signs = vitals.signs();
        return new Bar(
                signs.link().isEmpty(),
                vitals.claims().silence(System.nanoTime()),
                listAge,
                signs.waiting(),
                vitals.serving(),
                vitals.printing().isPresent()
                        ? OptionalInt.of(vitals.printing().get().waiting())
                        : OptionalInt.empty(),
                vitals.ailments());
    }

    /** Nobody may put the guest's screen into a page of theirs, unless the configuration names them. */
    static ContentPolicy framing(Config config) {
        return config.optionalText("http.framed-by")
                .map(ContentPolicy.strict()::framedBy)
                .orElseGet(ContentPolicy::strict);
    }

    static DeviceState state(String boot, DeviceState.Lane lane, Instant at) {
        String version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "development");
        return DeviceState.online(boot, version, List.of(lane), at);
    }
}
