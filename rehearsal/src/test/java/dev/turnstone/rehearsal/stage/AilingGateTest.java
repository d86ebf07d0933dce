package dev.turnstone.rehearsal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.kiosk.roster.KeptSettings;
import dev.turnstone.platform.http.ClientAuth;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.identity.Identity;
import dev.turnstone.provisioning.authority.Authority;
import dev.turnstone.provisioning.authority.Subject;
import dev.turnstone.turnstile.journal.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real gate with one thing wrong at a time, as staff and guests meet it: staff are told what it is in words of its own, no
 * ticket is called invalid for it, and what happened stands in the journal. Full and locked cards have tests of their own.
 */
class AilingGateTest {
    private static final String FILM_HEAD = "YUV4MPEG2 W320 H240 F10:1 C420\n";

    private final Instant now = Instant.now();

    @TempDir
    private Path folder;

    @Test
    void withoutACameraGuestsAreReferredAndStaffLetThemInByTheFieldOfTheirScreen() throws Exception {
        StagedEvent event = new StagedEvent(31, now, 1);
        try (StagedGate gate = gate(event, now, "{driver: v4l2, device: /dev/video99}", nobody());
                StaffOnce staff = started(gate)) {
            await(gate, "staff are told", () -> staff.page().contains("The camera does not answer."));
            assertSeesStaff(gate);
            staffLetIn(gate, staff, event.text(0));
        }
        assertEquals(1, completed(event));
    }

    @Test
    void aCoveredCameraIsToldFromAMissingOne() throws Exception {
        StagedEvent event = new StagedEvent(32, now, 1);
        Path film = folder.resolve("night.y4m");
        black(film);
        try (StagedGate gate = gate(event, now, "{driver: video, file: '%s'}".formatted(film), nobody());
                StaffOnce staff = started(gate)) {
            await(gate, "staff are told", () -> staff.page().contains("The camera sees nothing."));
            assertSeesStaff(gate);
            staffLetIn(gate, staff, event.text(0));
        }
        assertEquals(1, completed(event));
    }

    @Test
    void withoutAListOfPassesTheSignatureCounts() throws Exception {
        StagedEvent event = new StagedEvent(33, now, 1);
        try (StagedGate gate = gate(event, now, "{driver: drop}", nobody());
                StaffOnce staff = started(gate)) {
            await(gate, "staff are told", () -> staff.page().contains("The list of passes has not come yet."));
            gate.show(event.text(0));
            await(gate, "a guest comes in", () -> gate.metrics().contains("passage=\"completed\""));
            assertNobodyIsRefused(gate);
        }
        assertEquals(1, completed(event));
    }

    /** A board that wakes long before its certificate was issued is told from one that knows the time. */
    @Test
    void aClockThatIsCertainlyWrongRefersWhatDependsOnTheTime() throws Exception {
        Instant tonight = now.plus(Duration.ofDays(300));
        StagedEvent event = new StagedEvent(34, tonight, 1);
        try (StagedGate gate = gate(event, tonight, "{driver: drop}", nobody());
                StaffOnce staff = started(gate)) {
            await(gate, "staff are told", () -> staff.page().contains("The clock is wrong."));
            gate.show(event.text(0));
            await(gate, "the guest is referred", () -> gate.metrics().contains("answer=\"refer_clock_untrusted\""));
            assertNobodyIsRefused(gate);
            await(gate, "staff see who it is", () -> staff.page().contains("The gate does not know the time"));
            String seq = staff.guest().orElseThrow();
            assertEquals(200, staff.post("/staff/act", Map.of("seq", seq, "action", "let-in", "reason", "identity")));
            await(gate, "staff let them in", () -> gate.metrics().contains("passage=\"completed\""));
        }
        assertEquals(1, completed(event));
    }

    @Test
    void anExpiredCertificateIsToldFromAHubThatIsAwayAndTheGateDecidesAlone() throws Exception {
        StagedEvent event = new StagedEvent(35, now, 1);
        Instant longAgo = now.minus(Authority.LIFE).minus(Duration.ofDays(2));
        Authority authority = authority(longAgo);
        authority.issue(Subject.hub("hub", "localhost", "127.0.0.1"), Authority.LIFE, folder.resolve("hub"));
        try (HttpShell hub = HttpShell.named("hub")
                        .listen("127.0.0.1", 0)
                        .tls(Identity.load(folder.resolve("hub")), ClientAuth.REQUIRED)
                        .routes(rules -> {})
                        .start();
                StagedGate gate =
                        gate(event, authority, "{driver: drop}", URI.create("https://localhost:" + hub.port()));
                StaffOnce staff = started(gate)) {
            await(gate, "staff are told", () -> staff.page().contains("shows an expired certificate"));
            gate.show(event.text(0));
            await(gate, "a guest comes in", () -> gate.metrics().contains("passage=\"completed\""));
            assertNobodyIsRefused(gate);
        }
        assertEquals(1, completed(event));
    }

    private void staffLetIn(StagedGate gate, StaffOnce staff, String pass) throws Exception {
        assertEquals(200, staff.post("/staff/look", Map.of("text", pass)));
        await(gate, "the ticket is before staff", () -> staff.page().contains("This ticket may come in"));
        String seq = staff.guest().orElseThrow();
        assertEquals(200, staff.post("/staff/act", Map.of("seq", seq, "action", "let-in", "reason", "device")));
        await(gate, "staff let them in", () -> gate.metrics().contains("passage=\"completed\""));
        assertNobodyIsRefused(gate);
    }

    private static void assertSeesStaff(StagedGate gate) throws Exception {
        await(gate, "guests are sent to staff", () -> CardAtStartTest.sendsToStaff(CardAtStartTest.face(gate)));
    }

    private static void assertNobodyIsRefused(StagedGate gate) throws InterruptedException {
        gate.metrics()
                .lines()
                .filter(line -> line.startsWith("gate_presentations_total{"))
                .forEach(line -> assertTrue(line.contains("\"admit\"") || line.contains("\"refer_"), line));
        assertFalse(gate.log().contains("is lost"), gate.log());
    }

    /** How many its journal knows to have come in, after it has ended. */
    private long completed(StagedEvent event) {
        try (Journal journal = Journal.open(folder.resolve("gate"), new Random(1))) {
            List<Fact> facts = new ArrayList<>();
            journal.replay(entry -> facts.add(entry.fact()));
            assertTrue(facts.stream()
                    .filter(Fact.Intent.class::isInstance)
                    .allMatch(fact -> ((Fact.Intent) fact)
                            .shown()
                            .number()
                            .equals(event.pass(0).number())));
            return facts.stream()
                    .filter(fact -> fact instanceof Fact.Outcome outcome && outcome.passage() == Passage.COMPLETED)
                    .count();
        }
    }

    private StaffOnce started(StagedGate gate) throws Exception {
        StaffOnce staff = new StaffOnce(gate.home());
        gate.start(List.of(), List.of());
        // Not ready without a camera, and at work all the same.
        await(gate, "staff sign in", () -> staff.signsIn());
        return staff;
    }

    private StagedGate gate(StagedEvent event, Instant issued, String camera, URI hub) throws Exception {
        return gate(event, authority(issued), camera, hub);
    }

    private StagedGate gate(StagedEvent event, Authority authority, String camera, URI hub) throws Exception {
        Path identity = folder.resolve("gate-identity");
        authority.issue(Subject.device(StagedGate.DEVICE), Authority.LIFE, identity);
        Path data = Files.createDirectories(folder.resolve("gate"));
        new KeptSettings(data.resolve("roster")).keep(event.settings());
        StaffOnce.mayServe(data);
        URI broker = URI.create("ssl://localhost:" + Child.anyFreePort());
        return new StagedGate(folder, data, event, identity, hub, broker, camera);
    }

    private Authority authority(Instant issued) throws Exception {
        return Authority.create("Maguey", folder.resolve("authority"), InstantSource.fixed(issued), new SecureRandom());
    }

    private static URI nobody() {
        return URI.create("https://localhost:" + Child.anyFreePort());
    }

    private static void black(Path film) throws IOException {
        byte[] frame = new byte[320 * 240 * 3 / 2];
        Arrays.fill(frame, 320 * 240, frame.length, (byte) 128);
        try (OutputStream out = Files.newOutputStream(film)) {
            out.write(FILM_HEAD.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 20; i++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(frame);
            }
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(StagedGate gate, String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain: " + what + "\n" + gate.log());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
