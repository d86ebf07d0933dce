package dev.turnstone.rehearsal.hil;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Claims;
import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.admit.LocalKnowledge;
import dev.turnstone.kiosk.admit.Lookout;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.kiosk.sight.TrackingReader;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.kiosk.sight.ZxingReader;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate as it runs on a board, cut off from its hub: a real camera's frames, the rules, a journal, and a real pin. */
final class FilmedGate implements Claims, Attendant.Audience, JournalWriter.Listener, AutoCloseable {
    private static final Duration LEFT_AFTER = Duration.ofSeconds(1);
    /** Nothing here is about hours. */
    private static final Instant TONIGHT = Instant.parse("2026-11-21T22:00:00Z");

    private static final long SEED = 42;
    private static final int NOBODY = 99;
    private static final Duration WARM_WITHIN = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Decision> decided = new CopyOnWriteArrayList<>();
    private final GuestScreen screen = closing(new GuestScreen(Messages.bundle("kiosk"), false));
    private final StagedEvent event;
    private final Journal journal;
    private final Gate gate;
    private volatile View view = new View.Opening();

    FilmedGate(Path data, LumaDevice camera, Lane lane) throws IOException {
        InstantSource clock = InstantSource.fixed(TONIGHT);
        Files.createDirectories(data);
        event = new StagedEvent(SEED, clock.instant(), 1);
        Settings settings = new Settings(event.settingsKey(), kept -> {});
        event.settings().forEach(settings::offer);
        journal = closing(Journal.open(data, new Random(SEED)));
        Roster roster = closing(Roster.open(data.resolve("roster"), closing(HeardFile.open(data)), clock));
        Doorway doorway = new Doorway(new DeviceId("gate-a"), new GateId("A"), lane.id(), Direction.IN);
        Memory memory = new Memory(doorway.device());
        JournalWriter writer = closing(new JournalWriter(journal, new Random(SEED), System.nanoTime(), this));
        DeviceClock now = new DeviceClock(clock, Instant.EPOCH);
        Attendant attendant = new Attendant(
                doorway,
                new LocalKnowledge(settings, roster, memory, System::nanoTime),
                memory,
                writer,
                this,
                lane::grant,
                this);
        gate = closing(new Gate(lane.id().value(), attendant, now));
        lane.listen(gate::lane);
        Eyes eyes = closing(new Eyes(
                camera,
                new TrackingReader(new ZxingReader()),
                new PatientReader(),
                new Showing(LEFT_AFTER),
                new Lookout(gate, screen, seen -> view = seen)));
        lane.listen(happened -> Lookout.lane(happened, eyes));
        writer.start("hil", now.get());
        gate.start();
        warmUp(new LocalKnowledge(settings, roster, memory, System::nanoTime), doorway, now);
        eyes.start();
    }

    /** A first guest pays for every class that is read; in software emulation that takes longer than any card may. */
    private void warmUp(LocalKnowledge known, Doorway doorway, DeviceClock now) {
        String nobodys = event.text(NOBODY);
        if (Recognition.recognise(nobodys, known.keys(), known.keysFreshness()) instanceof Recognised.Genuine genuine) {
            AdmissionRules.decide(genuine, known, doorway, now.get().time());
        }
        gate.shown("NO PASS AT ALL", System.nanoTime());
        GpioSim.until(WARM_WITHIN, () -> facts().stream().anyMatch(Fact.TurnedAway.class::isInstance));
        decided.clear();
    }

    /** What the n-th guest's phone shows. */
    String pass(int guest) {
        return event.text(guest);
    }

    View view() {
        return view;
    }

    /** Everything it has answered, oldest first. */
    List<Decision> decided() {
        return decided;
    }

    /** What is on its disk. */
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
    public boolean alive(long nowNanos) {
        return false;
    }

    @Override
    public void ask(PresentationId presentation, String pass, Doorway doorway, Duration budget) {
        throw new IllegalStateException("there is no hub to ask");
    }

    @Override
    public void recorded(PresentationId intended) {
        gate.recorded(intended);
    }

    @Override
    public void unrecorded(PresentationId intended) {
        gate.unrecorded(intended);
    }

    @Override
    public void appended() {
        // There is no hub to send it to.
    }

    @Override
    public void show(Face face) {
        screen.show(face);
    }

    @Override
    public void decided(Decision decision, Basis basis, long tookNanos) {
        decided.add(decision);
    }

    @Override
    public void passage(Passage passage) {
        // The journal tells.
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
