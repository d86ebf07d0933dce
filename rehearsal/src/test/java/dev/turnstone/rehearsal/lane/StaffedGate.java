package dev.turnstone.rehearsal.lane;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Case;
import dev.turnstone.kiosk.admit.Claims;
import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.admit.LocalKnowledge;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.care.Ailment;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.staff.Bar;
import dev.turnstone.kiosk.staff.Desk;
import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.kiosk.staff.StaffList;
import dev.turnstone.kiosk.staff.StaffRoutes;
import dev.turnstone.kiosk.staff.StaffScreen;
import dev.turnstone.kiosk.staff.TodayLog;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.Guard;
import dev.turnstone.platform.secret.SecretHash;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A gate with its staff screen, a real journal and a simulated lane; the test is its hub and its guests. */
final class StaffedGate implements Claims, Attendant.Audience, AutoCloseable {
    static final String PIN = "481516";
    static final String BADGE = "TS-7Q2M-90LK-44AB";

    private static final EventId EVENT = new EventId("maguey-saturday");
    private static final Instant TONIGHT = Instant.parse("2026-11-22T03:04:00Z");
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);

    private static final Bar WELL = new Bar(
            true,
            Optional.of(Duration.ofSeconds(1)),
            Optional.of(Duration.ofSeconds(20)),
            0,
            true,
            OptionalInt.empty(),
            Set.of());

    final Desk desk = new Desk();
    final AtomicLong nanos = new AtomicLong(-1_000_000_000_000L);
    volatile Decision hubSays = new Admit(1, 1);
    volatile Bar bar = WELL;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final PassSigner signer = PassSigner.fromSeed(new byte[32]);
    private final Journal journal;
    private final Gate gate;
    private final HttpShell shell;

    StaffedGate(Path data, Duration lockAfter, Person... people) throws IOException {
        InstantSource clock = InstantSource.fixed(TONIGHT);
        journal = closing(Journal.open(data, new Random(1)));
        Memory memory = new Memory(DOORWAY.device());
        Settings settings = new Settings(CLOUD.publicKey(), new KeptSettings(data.resolve("roster")));
        settings.offer(SignedSetting.sign(1, Json.bytes(KeysPayload.of(keys())), CLOUD));
        settings.offer(SignedSetting.sign(1, Json.bytes(SheetPayload.of(sheet())), CLOUD));
        settings.confirm(System.nanoTime());
        Roster roster = closing(Roster.open(data.resolve("roster"), closing(HeardFile.open(data)), clock));
        Ear ear = new Ear();
        JournalWriter writer = closing(new JournalWriter(journal, new Random(1), System.nanoTime(), ear));
        Lane lane = closing(Lanes.open(
                LaneSettings.simulated(DOORWAY.lane(), DOORWAY.direction(), Optional.of(Duration.ofMillis(50)))));
        Attendant attendant = new Attendant(
                DOORWAY,
                new LocalKnowledge(settings, roster, memory, System::nanoTime),
                memory,
                writer,
                this,
                lane::grant,
                this);
        DeviceClock device = new DeviceClock(clock, Instant.EPOCH);
        gate = closing(new Gate("a-1", attendant, device));
        ear.gate = gate;
        lane.listen(gate::lane);
        Path list = data.resolve("staff.json");
        if (people.length > 0) {
            Files.writeString(list, Json.text(Map.of("staff", List.of(people))));
        }
        StaffScreen screen = new StaffScreen(
                "A",
                new StaffList(list),
                new Guard<>(lockAfter, StaffScreen.MOST_SESSIONS, new Random(2)),
                lockAfter,
                desk,
                new TodayLog(),
                journal,
                settings,
                gate,
                () -> bar,
                Optional.empty(),
                clock,
                nanos::get);
        shell = closing(HttpShell.named("guest-screen")
                .routes(new StaffRoutes(screen)::routing)
                .start());
        writer.start("b1", device.get());
        gate.start();
    }

    static Person ana() {
        return person("ana", "Ana", Optional.of(StaffList.badgeHash(BADGE)));
    }

    static Person person(String staff, String name, Optional<String> badge) {
        return new Person(
                staff,
                name,
                List.of("staff"),
                Optional.of(SecretHash.of(PIN, new Random(3)).kept()),
                badge);
    }

    void isWell() {
        bar = WELL;
    }

    void ails(Ailment... ailments) {
        bar = new Bar(
                false,
                Optional.of(Duration.ofMinutes(3)),
                Optional.of(Duration.ofMinutes(4)),
                1_284,
                true,
                OptionalInt.of(2),
                Set.of(ailments));
    }

    URI uri() {
        return shell.uri().resolve("/staff");
    }

    /** A guest holds a pass before the camera. */
    void shows(long number, int admits) {
        gate.shown(pass(number, admits), System.nanoTime());
    }

    void showsSomethingElse() {
        gate.shown("https://example.org/menu", System.nanoTime());
    }

    String pass(long number, int admits) {
        return PassCodec.encode(
                signer.sign(PassBody.ofStatic(signer.publicKey().id(), new PassNumber(number), 0, 0, admits)));
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        journal.replay(entry -> facts.add(entry.fact()));
        return facts;
    }

    boolean attending() {
        return gate.attending();
    }

    private KeySet keys() {
        return new KeySet(
                1,
                List.of(new EventKey(
                        EVENT,
                        signer.publicKey(),
                        TONIGHT.minus(Duration.ofDays(30)),
                        TONIGHT.plus(Duration.ofHours(8)))));
    }

    private static Sheet sheet() {
        return Sheet.of(
                EVENT,
                1,
                "Maguey · Saturday",
                "Maguey",
                ZoneId.of("America/Mexico_City"),
                TONIGHT.minus(Duration.ofHours(1)),
                TONIGHT.plus(Duration.ofHours(7)),
                List.of(Tier.of(0, "General admission")));
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

    @Override
    public boolean alive(long nowNanos) {
        return true;
    }

    @Override
    public void ask(PresentationId presentation, String pass, Doorway doorway, Duration budget) {
        gate.answered(presentation, hubSays);
    }

    @Override
    public void show(Face face) {}

    @Override
    public void decided(Decision decision, Basis basis, long tookNanos) {}

    @Override
    public void passage(Passage passage) {}

    @Override
    public void stands(Case guest) {
        desk.stands(guest);
    }

    private static final class Ear implements JournalWriter.Listener {
        private volatile @Nullable Gate gate;

        @Override
        public void recorded(PresentationId intended) {
            Optional.ofNullable(gate).ifPresent(known -> known.recorded(intended));
        }

        @Override
        public void unrecorded(PresentationId intended) {
            Optional.ofNullable(gate).ifPresent(known -> known.unrecorded(intended));
        }

        @Override
        public void appended() {}
    }
}
