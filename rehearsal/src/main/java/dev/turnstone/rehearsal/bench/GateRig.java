package dev.turnstone.rehearsal.bench;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.admit.LocalKnowledge;
import dev.turnstone.kiosk.admit.Lookout;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.care.Figures;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.link.HouseNews;
import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.link.RosterFeed;
import dev.turnstone.kiosk.link.UsageFeed;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.HeardUsage;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Billboard;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.kiosk.sight.TrackingReader;
import dev.turnstone.kiosk.sight.ZxingReader;
import dev.turnstone.platform.metrics.Metrics;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.rehearsal.bench.GateQueue.Mark;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedHub;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.SimulatedPins;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneProfile;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneTimings;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A gate's parts as its program wires them, between a camera that is fed and a relay that is watched: eyes, attendant,
 * journal on the disk, claims and events to a real hub, and the real lane on simulated pins.
 */
final class GateRig implements AutoCloseable {
    static final String DEVICE = "gate-a";

    private static final Doorway DOORWAY =
            new Doorway(new DeviceId(DEVICE), new GateId("A"), new LaneId("a-1"), Direction.IN);
    /** A barrier that is quick, and a guest who is: what they take is not the gate's. */
    private static final Duration WALKS_AFTER = Duration.ofMillis(40);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final HubClaims claims;
    private final Settings settings;
    private volatile Optional<Gate> gate = Optional.empty();
    private volatile Optional<HubEvents> events = Optional.empty();

    GateRig(Path data, StagedEvent event, StagedHub hub, GateQueue camera, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        SSLContext identity = hub.device(DEVICE).sslContext();
        Journal journal = closing(Journal.open(data, random));
        Memory memory = new Memory(DOORWAY.device());
        HeardFile heardFile = closing(HeardFile.open(data));
        HeardUsage heard = closing(new HeardUsage(heardFile));
        settings = new Settings(event.settingsKey(), new KeptSettings(data.resolve("roster")));
        Roster roster = closing(Roster.open(data.resolve("roster"), heardFile, clock));
        Ears ears = new Ears(camera);
        JournalWriter writer = closing(new JournalWriter(journal, random, System.nanoTime(), ears));
        claims = closing(new HubClaims(hub.claims(), identity, settings, ears));
        UsageFeed usage = closing(
                new UsageFeed(hub.claims(), identity, heard, news -> gate.ifPresent(made -> made.told(news)), random));
        RosterFeed rosterFeed = closing(new RosterFeed(
                hub.claims(), identity, Optional.empty(), roster, new Billboard(settings, clock)::expected, random));
        settings.listen(rosterFeed::fetch);
        Lane lane = closing(lane(camera));
        GuestScreen screen = closing(new GuestScreen(Messages.bundle("kiosk"), false));
        Attendant attendant = new Attendant(
                DOORWAY,
                new LocalKnowledge(settings, roster, memory, System::nanoTime),
                memory,
                writer,
                claims,
                direction -> {
                    camera.mark(Mark.DECIDED, System.nanoTime());
                    return lane.grant(direction);
                },
                new Figures(Metrics.withJvm(), screen::show, guest -> {}));
        DeviceClock now = new DeviceClock(clock, Instant.EPOCH);
        Gate made = closing(new Gate(DOORWAY.lane().value(), attendant, now));
        Topics topics = new Topics(new VenueId(StagedHub.VENUE));
        HubEvents link = closing(new HubEvents(
                hub.broker(),
                DOORWAY.device(),
                "bench",
                topics,
                identity,
                new Drain(journal, "bench"),
                new HouseNews(topics, settings, usage, rosterFeed),
                () -> DeviceState.online("bench", "bench", List.of(), clock.instant()),
                random));
        gate = Optional.of(made);
        events = Optional.of(link);
        lane.listen(made::lane);
        Overlooker watch = new Overlooker(new Lookout(made, screen, view -> {}), camera);
        Eyes eyes = closing(new Eyes(
                camera,
                watch.timed(new TrackingReader(new ZxingReader()), false),
                watch.timed(new PatientReader(), true),
                new Showing(Duration.ofMillis(1_500)),
                watch));
        writer.start("bench", now.get());
        made.start();
        claims.start();
        usage.start();
        rosterFeed.start();
        link.start();
        eyes.start();
    }

    private static Lane lane(GateQueue camera) {
        SimulatedPins world = new SimulatedPins();
        // Before the turnstile of software looks at the relay: waking that up is not the gate's work.
        world.onRise(Wiring.simulated().line(OutputLine.RELAY_IN), () -> camera.mark(Mark.RELEASED, System.nanoTime()));
        LaneProfile profile = LaneProfile.turnstile(DOORWAY.direction());
        LaneTimings usual = LaneTimings.usual(profile.kind());
        LaneTimings timings = new LaneTimings(
                usual.grant(),
                Duration.ofMillis(20),
                usual.pulseCap(),
                Duration.ofMillis(10),
                usual.renewal(),
                usual.stuck(),
                usual.settle(),
                usual.tailgate(),
                usual.look());
        LaneSettings.Simulated people = new LaneSettings.Simulated(Optional.of(WALKS_AFTER), 1);
        return Lanes.open(new LaneSettings(DOORWAY.lane(), profile, timings, people, Optional.empty()), people, world);
    }

    /** Whether the hub answers, and has told what a gate must know. */
    boolean reachesHub() {
        return claims.alive(System.nanoTime())
                && claims.trouble().isEmpty()
                && settings.keys().number() > 0
                && events.filter(HubEvents::connected).isPresent();
    }

    boolean decidesAlone() {
        return !claims.alive(System.nanoTime());
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(part + " did not close", e);
            }
        }
    }

    /** Puts through what disk and hub have to say, as soon as there is somebody to say it to. */
    private final class Ears implements JournalWriter.Listener, HubClaims.Answers {
        private final GateQueue camera;

        Ears(GateQueue camera) {
            this.camera = camera;
        }

        @Override
        public void recorded(PresentationId intended) {
            camera.mark(Mark.RECORDED, System.nanoTime());
            gate.ifPresent(made -> made.recorded(intended));
        }

        @Override
        public void unrecorded(PresentationId intended) {
            gate.ifPresent(made -> made.unrecorded(intended));
        }

        @Override
        public void appended() {
            events.ifPresent(HubEvents::wake);
        }

        @Override
        public void answered(PresentationId presentation, Decision decision) {
            camera.mark(Mark.ANSWERED, System.nanoTime());
            gate.ifPresent(made -> made.answered(presentation, decision));
        }

        @Override
        public void unanswered(PresentationId presentation) {
            gate.ifPresent(made -> made.unanswered(presentation));
        }
    }
}
