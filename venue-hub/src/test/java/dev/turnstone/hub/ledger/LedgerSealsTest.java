package dev.turnstone.hub.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.hub.backup.LedgerCommands;
import dev.turnstone.hub.claim.Arbitration;
import dev.turnstone.hub.claim.Claim;
import dev.turnstone.hub.claim.Order;
import dev.turnstone.hub.ledger.LedgerSeals.Inside;
import dev.turnstone.hub.ledger.LedgerSeals.Seal;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.store.Sqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class LedgerSealsTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final Instant NEXT_MINUTE = Instant.parse("2026-03-07T22:42:01Z");

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(0);
    private final TestDevice gate = new TestDevice("gate-a", "A", 1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private KeyPair key;
    private SqliteLedger ledger;
    private Roster roster;
    private Arbitration arbitration;

    @BeforeEach
    void start() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        key = generator.generateKeyPair();
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        roster.apply(cloud.page(0), NOW);
        open();
    }

    @AfterEach
    void stop() {
        ledger.close();
        roster.close();
    }

    @Test
    void theChainHoldsOverEveryRestart() {
        for (int guest = 0; guest < 3; guest++) {
            letIn(NOW.plusSeconds(guest));
            ledger.close();
            open();
        }
        LedgerSeals.Findings findings = ledger.seals().verify(null);
        assertEquals(Optional.empty(), findings.fault());
        // One batch for each claim, one for each time the gate told its journal.
        assertEquals(6, findings.batches());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal_entry SET raw = zeroblob(length(raw)) WHERE position = 2",
                "UPDATE journal_entry SET received = received + 1 WHERE position = 1",
                "DELETE FROM journal_entry WHERE position = 4",
                "UPDATE answer SET body = replace(body, 'gate-a', 'gate-b')",
                "DELETE FROM answer WHERE seq = 1",
                "INSERT INTO answer VALUES ('00', 9, '{}', 1)",
                "INSERT INTO answer VALUES ('00', 9, '{}', 99)",
                "UPDATE journal SET device = 'gate-b'",
                "DELETE FROM batch WHERE number = 2",
                "DELETE FROM batch WHERE number = (SELECT max(number) FROM batch)",
                "UPDATE seal SET body = replace(body, '\"entered\":1', '\"entered\":2')"
            })
    void whatIsChangedAfterwardsShows(String tampering) {
        letIn(NOW);
        ledger.seals().seal(NEXT_MINUTE, key.getPrivate());
        letIn(NEXT_MINUTE);
        assertEquals(Optional.empty(), ledger.seals().verify(key.getPublic()).fault());
        tamper(tampering);
        assertTrue(ledger.seals().verify(key.getPublic()).fault().isPresent(), tampering);
    }

    @Test
    void aMinuteInWhichTheLedgerGrewIsSealedOnceByTheHubsOwnKey() {
        letIn(NOW);
        Seal seal = ledger.seals().seal(NEXT_MINUTE, key.getPrivate()).orElseThrow();
        assertEquals(Instant.parse("2026-03-07T22:42:00Z"), seal.sealed().through());
        assertTrue(seal.isSignedBy(key.getPublic()));
        assertFalse(new Seal(seal.text().replace("22:42", "22:43"), seal.signature()).isSignedBy(key.getPublic()));
        assertEquals(Optional.empty(), ledger.seals().seal(NEXT_MINUTE.plusSeconds(5), key.getPrivate()));
        assertEquals(Optional.empty(), ledger.seals().seal(NEXT_MINUTE.plusSeconds(65), key.getPrivate()));
    }

    @Test
    void howManyWereInsideIsProvenAsItWasKnownThenAndAsItIsKnownNow() {
        letIn(NOW);
        ledger.seals().seal(NEXT_MINUTE, key.getPrivate());
        // A gate that was cut off tells later of a guest who went in before that minute.
        letIn(NOW.plusSeconds(20));

        LedgerSeals.HowMany proof = ledger.seals().howMany(NEXT_MINUTE);
        Optional<String> event = Optional.of(TestCloud.EVENT.value());
        assertEquals(
                List.of(new Inside(event, 1, 0)),
                proof.known().orElseThrow().sealed().inside());
        assertEquals(List.of(new Inside(event, 2, 0)), proof.now());
        assertEquals(List.of(), ledger.seals().howMany(NOW.minusSeconds(60)).now());
        assertEquals(
                Optional.empty(), ledger.seals().howMany(NOW.minusSeconds(60)).known());
    }

    @Test
    void aBackupOfALedgerInUseIsRestoredAndTheOneBeforeIsSetAside() throws Exception {
        letIn(NOW);
        ledger.seals().seal(NEXT_MINUTE, key.getPrivate());
        Path copy = folder.resolve("copy.db");
        assertEquals(0, command("backup", "--data", folder.toString(), copy.toString()), out::toString);
        letIn(NEXT_MINUTE);
        ledger.close();

        assertEquals(0, command("restore", "--data", folder.toString(), copy.toString()), out::toString);
        open();
        assertEquals(2, ledger.seals().verify(key.getPublic()).batches());
        assertTrue(Files.exists(folder.resolve("ledger.db.before-1")));
        // And the ledger goes on from there: the gate sends its journal again.
        drain();
        assertEquals(Optional.empty(), ledger.seals().verify(key.getPublic()).fault());
        assertEquals(2, ledger.newest(10).size());
    }

    @Test
    void aCopyThatWasChangedIsNotRestored() throws Exception {
        letIn(NOW);
        Path copy = folder.resolve("copy.db");
        command("backup", "--data", folder.toString(), copy.toString());
        try (Sqlite file = Sqlite.open(copy, Sqlite.Durability.FULL)) {
            update(file, "DELETE FROM answer");
        }
        assertEquals(1, command("restore", "--data", folder.toString(), copy.toString()));
        assertFalse(Files.exists(folder.resolve("ledger.db.before-1")));
        assertEquals(1, ledger.newest(10).size());
    }

    @Test
    void anAnswerStandsAsItWasGivenWhateverAJournalTellsOfThePassLater() {
        Pass pass = cloud.sell();
        PresentationId id = gate.present();
        // The gate has had the keys before the hub.
        Recognised unknown =
                Recognition.recognise(TestCloud.text(pass), KeySet.NONE, Recognition.Freshness.MAY_BE_STALE);
        Claim claim = new Claim(id, gate.doorway(Direction.IN), unknown, Long.MAX_VALUE);
        List<Order.Outcome> outcomes = new ArrayList<>();
        arbitration.take(List.of(new Order.Decide(claim, outcomes::add)), NOW, 0);
        gate.intends(id, TestDevice.shown(pass), Direction.IN, NOW)
                .settles(id, Basis.STAFF, Passage.COMPLETED, NOW.plusSeconds(9));
        drain();
        ledger.close();
        open();
        arbitration.take(List.of(new Order.Decide(claim, outcomes::add)), NOW.plusSeconds(20), 0);
        assertEquals(outcomes.getFirst(), outcomes.getLast());
        assertEquals(2, outcomes.size());
    }

    private int command(String... words) {
        PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine("./turnstone hub", LedgerCommands.all()).run(List.of(words), to, to);
    }

    private void open() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        arbitration = new Arbitration(ledger, roster, LedgerListener.of());
    }

    private void letIn(Instant at) {
        Pass pass = cloud.sell();
        PresentationId id = gate.present();
        Claim claim = new Claim(
                id,
                gate.doorway(Direction.IN),
                Recognition.recognise(TestCloud.text(pass), roster.keys(), roster.keysFreshness(NOW)),
                Long.MAX_VALUE);
        arbitration.take(List.of(new Order.Decide(claim, outcome -> {})), at, 0);
        gate.intends(id, TestDevice.shown(pass), Direction.IN, at)
                .settles(id, Basis.HUB, Passage.COMPLETED, at.plusSeconds(2));
        drain();
    }

    private void drain() {
        arbitration.take(List.of(new Order.Read(gate.from(1), position -> {})), NOW, 0);
    }

    private void tamper(String sql) {
        try (Sqlite file = Sqlite.open(folder.resolve("ledger.db"), Sqlite.Durability.FULL)) {
            update(file, sql);
        }
    }

    private static void update(Sqlite file, String sql) {
        file.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }
}
