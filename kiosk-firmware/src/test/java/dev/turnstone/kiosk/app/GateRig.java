package dev.turnstone.kiosk.app;

import static dev.turnstone.kiosk.Eventually.eventually;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
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
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.admit.Recollection;
import dev.turnstone.kiosk.camera.DropDevice;
import dev.turnstone.kiosk.camera.DropRoutes;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.kiosk.guest.GuestRoutes;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.lane.LaneRoutes;
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
import dev.turnstone.kiosk.sight.ZxingReader;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.link.Drain;
import dev.turnstone.turnstile.link.HubEvents;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A gate as Main wires it, without certificates, at an hour when the house is open. */
final class GateRig implements AutoCloseable {
    private static final URI NOBODY = URI.create("http://localhost:1");
    private static final Topics TOPICS = new Topics(new VenueId("maguey"));
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Face> faces = new CopyOnWriteArrayList<>(List.of(Faces.IDLE));
    private final InstantSource tonight = InstantSource.fixed(Passes.TONIGHT);
    private final Exchange exchange = new Exchange();
    private final DropDevice camera = new DropDevice(Duration.ofMillis(300), exchange::attending);
    private final Journal journal;
    private final HubClaims claims;
    private final Lane lane;
    private final HttpShell shell;

    GateRig(Path data, Optional<URI> hub) throws Exception {
        SSLContext identity = SSLContext.getDefault();
        journal = closing(Journal.open(data, new Random(1)));
        Memory memory = new Memory(DOORWAY.device());
        Recollection recollection = new Recollection(journal.id(), DOORWAY.device(), memory);
        journal.replay(recollection::hear);
        recollection.finish();
        DeviceClock clock = new DeviceClock(tonight, Instant.EPOCH);
        KeptSettings file = new KeptSettings(data.resolve("roster"));
        Settings settings = new Settings(HubStandIn.CLOUD.publicKey(), file);
        settings.restore(file.read());
        HeardFile heard = closing(HeardFile.open(data));
        Roster roster = closing(Roster.open(data.resolve("roster"), heard, tonight));
        JournalWriter writer = closing(new JournalWriter(journal, new Random(1), System.nanoTime(), exchange));
        claims = closing(new HubClaims(hub.orElse(NOBODY), identity, settings, exchange));
        lane = closing(Lanes.open(
                LaneSettings.simulated(DOORWAY.lane(), DOORWAY.direction(), Optional.of(Duration.ofMillis(50)))));
        GuestScreen screen = closing(new GuestScreen(Messages.bundle("kiosk"), false));
        Attendant attendant = new Attendant(
                DOORWAY,
                new LocalKnowledge(settings, roster, memory, System::nanoTime),
                memory,
                writer,
                claims,
                lane::grant,
                new Watching(faces, screen));
        Gate gate = closing(new Gate("a-1", attendant, clock));
        UsageFeed usage = closing(new UsageFeed(
                hub.orElse(NOBODY), identity, closing(new HeardUsage(heard)), exchange::told, new Random(1)));
        RosterFeed rosterFeed = closing(new RosterFeed(
                hub.orElse(NOBODY),
                identity,
                Optional.of(HubStandIn.KEY.publicKey()),
                roster,
                new Billboard(settings, tonight)::expected,
                new Random(1)));
        HubEvents events = closing(new HubEvents(
                URI.create("tcp://localhost:1"),
                DOORWAY.device(),
                "b1",
                TOPICS,
                identity,
                new Drain(journal, "b1"),
                new HouseNews(TOPICS, settings, usage, rosterFeed),
                () -> DeviceState.silent("b1"),
                new Random(1)));
        exchange.connect(gate, events, new HeldNews(clock));
        lane.listen(gate::lane);
        Eyes eyes = closing(new Eyes(
                camera,
                new ZxingReader(),
                new PatientReader(),
                new Showing(Duration.ofMillis(500)),
                new Lookout(gate, screen, view -> {})));
        shell = closing(HttpShell.named("guest-screen")
                .routes(new GuestRoutes(screen, "A", new Billboard(settings, tonight)::eventName, Language.EN)::routing)
                .routes(new LaneRoutes(List.of(lane), true)::routing)
                .routes(new DropRoutes(camera)::routing)
                .start());
        writer.start("b1", clock.get());
        gate.start();
        if (hub.isPresent()) {
            claims.start();
            rosterFeed.start();
        }
        eyes.start();
    }

    void awaitHub() {
        eventually(
                "the hub answers",
                () -> claims.alive(System.nanoTime()) && claims.trouble().isEmpty());
    }

    void drop(Luma picture) {
        camera.drop(picture);
    }

    List<Face> faces() {
        return faces;
    }

    Lane lane() {
        return lane;
    }

    URI uri() {
        return shell.uri();
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        journal.replay(entry -> facts.add(entry.fact()));
        return facts;
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private record Watching(List<Face> faces, GuestScreen screen) implements Attendant.Audience {
        @Override
        public void show(Face face) {
            faces.add(face);
            screen.show(face);
        }

        @Override
        public void decided(Decision decision, Basis basis, long tookNanos) {}

        @Override
        public void passage(Passage passage) {}
    }
}
