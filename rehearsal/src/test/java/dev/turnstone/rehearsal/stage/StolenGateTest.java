package dev.turnstone.rehearsal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody unscrews a gate and takes it home after an evening of guests good and bad, of staff who looked for people by
 * name, of a printer without paper and of a power cut: nothing of a guest lies on its card or in its log.
 */
class StolenGateTest {
    private static final int GUESTS = 12;
    private static final List<String> PEOPLE = List.of(
            "Mariana Quetzal", "mariana.quetzal@example.org", "+52 55 1234 5678", "Leonardo Fernández de la Cruz");

    private final InstantSource clock = InstantSource.system();
    private final StagedEvent event = new StagedEvent(21, clock.instant(), 1);
    private final StagedEvent another = new StagedEvent(22, clock.instant(), 1);
    private final Secrets secrets = new Secrets();

    @TempDir
    private Path folder;

    @Test
    void aStolenGateTellsNoNameNoSignatureAndNoPass() throws Exception {
        PEOPLE.forEach(secrets::person);
        event.enter(Files.createDirectories(StagedHub.data(folder)), GUESTS, GUESTS);
        try (StagedHub hub = StagedHub.start(folder, event, clock);
                StagedGate gate = new StagedGate(folder, event, hub);
                StaffOnce staff = new StaffOnce(gate.home())) {
            prepare(gate);
            start(gate);
            guests(gate);
            staff(gate, staff);
            assertEquals(List.of(), stolen(gate), "while it runs");

            hub.pullCable();
            shows(gate, event.text(5));
            gate.kill();
            assertEquals(List.of(), stolen(gate), "after a power cut");

            hub.plugCable();
            start(gate);
            shows(gate, event.text(6));
            await("the rosters are kept", () -> holds(gate, "roster", ".roster"));
            assertTrue(holds(gate, "print", ".slip"), "a slip waits for its printer");
            assertTrue(Files.size(folder.resolve("gate.log")) > 0);
            gate.stop();
            assertEquals(List.of(), stolen(gate), "in the end");
        }
    }

    /** Else the test above would prove nothing. */
    @Test
    void theSearchFindsAPassASignatureAndANameHoweverTheyWereWritten() throws Exception {
        String pass = event.text(0);
        secrets.pass(pass);
        secrets.person("Mariana Quetzal");
        byte[] signature = event.pass(0).signature().bytes();
        String torn = pass.substring(30, 80);
        String coded = Base64.getEncoder().encodeToString(("x" + pass).getBytes(StandardCharsets.US_ASCII));
        for (byte[] written : List.of(
                pass.getBytes(StandardCharsets.US_ASCII),
                ("…" + torn + "…").getBytes(StandardCharsets.UTF_8),
                coded.getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().withUpperCase().formatHex(signature).getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(signature, 20, 60),
                "MARIANA QUETZAL".getBytes(StandardCharsets.UTF_8),
                "name=Mariana+Quetzal".getBytes(StandardCharsets.UTF_8),
                "Mariana Quetzal".getBytes(StandardCharsets.UTF_16LE))) {
            Path file = Files.write(folder.resolve("found"), written);
            assertTrue(!secrets.in(file).isEmpty(), HexFormat.of().formatHex(written));
        }
        Files.writeString(folder.resolve("found"), "nothing of anybody");
        assertEquals(List.of(), secrets.in(folder));
    }

    /** Staff who may sign in, and a printer that does not answer. */
    private void prepare(StagedGate gate) throws IOException {
        StaffOnce.mayServe(gate.data());
        Files.writeString(
                gate.config(),
                "printer: {uri: 'tcp://127.0.0.1:%d'}%nstaff: {lock-after: 1h}%n".formatted(Child.anyFreePort()),
                StandardOpenOption.APPEND);
    }

    private static void start(StagedGate gate) throws Exception {
        // It says all that it can say.
        gate.start(List.of("env", "TURNSTONE_LOG_LEVEL=DEBUG"), List.of());
        gate.awaitReady();
        await(
                "settings",
                () -> gate.health().path("parts").path("settings").toString().contains("\"up\""));
    }

    private void guests(StagedGate gate) throws Exception {
        shows(gate, event.text(0));
        shows(gate, event.text(1));
        shows(gate, event.text(0));
        shows(gate, another.text(0));
        shows(gate, event.text(2).substring(0, 90));
        shows(gate, "BEGIN:VCARD\nFN:Mariana Quetzal\nEMAIL:mariana.quetzal@example.org\nEND:VCARD");
    }

    /** Looked for by every name they have, scanned into the field, let in, sent away and printed. */
    private void staff(StagedGate gate, StaffOnce staff) throws Exception {
        assertTrue(staff.signsIn());
        for (String person : PEOPLE) {
            assertEquals(200, staff.post("/staff/look", Map.of("text", person)));
        }
        rules(staff, "let-in");
        await("whom they let in has passed", () -> completed(gate) == 3);
        secrets.pass(event.text(3));
        assertEquals(200, staff.post("/staff/look", Map.of("text", event.text(3))));
        await("the ticket is before staff", () -> staff.page().contains("This ticket may come in"));
        rules(staff, "hold");
        shows(gate, event.text(4));
        await("somebody may have a slip", () -> staff.printable().isPresent());
        String seq = staff.printable().orElseThrow();
        for (String kind : List.of("receipt", "wristband", "badge")) {
            assertEquals(200, staff.post("/staff/print", Map.of("seq", seq, "kind", kind)));
        }
    }

    private static void rules(StaffOnce staff, String action) throws Exception {
        String seq = staff.guest().orElseThrow();
        assertEquals(200, staff.post("/staff/act", Map.of("seq", seq, "action", action, "reason", "identity")));
        await("the next guest may come", () -> staff.guest().filter(seq::equals).isEmpty());
    }

    /** Before the camera, until the gate has answered. */
    private void shows(StagedGate gate, String text) throws Exception {
        secrets.pass(text);
        long answered = presentations(gate);
        gate.show(text);
        await("an answer", () -> presentations(gate) > answered);
    }

    private static long presentations(StagedGate gate) throws InterruptedException {
        return counted(gate, "gate_presentations_total{");
    }

    private static long completed(StagedGate gate) throws InterruptedException {
        return counted(gate, "gate_passages_total{passage=\"completed\"}");
    }

    private static long counted(StagedGate gate, String figure) throws InterruptedException {
        return gate.metrics()
                .lines()
                .filter(line -> line.startsWith(figure))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private List<String> stolen(StagedGate gate) {
        return secrets.in(gate.data(), folder.resolve("gate.log"), gate.meter());
    }

    private static boolean holds(StagedGate gate, String place, String ending) throws IOException {
        try (Stream<Path> files = Files.list(gate.data().resolve(place))) {
            return files.anyMatch(file -> file.toString().endsWith(ending));
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain for " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
