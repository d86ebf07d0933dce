package dev.turnstone.kiosk.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.RosterChanges.Change;
import dev.turnstone.admission.wire.RosterPage;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.care.Checks;
import dev.turnstone.kiosk.link.RosterFeed;
import dev.turnstone.kiosk.roster.HeardFile;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Billboard;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class LocalKnowledgeTest {
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);

    @TempDir
    Path folder;

    private final Passes passes = new Passes();
    private final Settings settings = new Settings(CLOUD.publicKey(), kept -> {});
    private Instant now = Passes.TONIGHT;
    private HeardFile heard;
    private Roster roster;

    @BeforeEach
    void open() {
        settings.offer(SignedSetting.sign(1, Json.bytes(KeysPayload.of(passes.keys())), CLOUD));
        settings.offer(SignedSetting.sign(1, Json.bytes(SheetPayload.of(passes.sheet())), CLOUD));
        heard = HeardFile.open(folder);
        roster = Roster.open(folder, heard, () -> now);
    }

    @AfterEach
    void close() {
        roster.close();
        heard.close();
    }

    @Test
    void withoutARosterEveryGenuinePassIsAdmitted() {
        assertEquals(new Decision.Admit(1, 1), decide(passes.pass(1)));
        assertEquals(new Decision.Admit(1, 4), decide(passes.party(2, 4)));
    }

    @Test
    void theRosterRefusesWhomTheCloudTookBackAndAdmitsWhomItDoesNotKnow() throws Exception {
        roster.take(
                Passes.EVENT,
                0,
                new RosterPage(
                        Passes.EVENT.value(),
                        "life-1",
                        4,
                        4,
                        List.of(
                                pass(1, 0, Change.REVOKED, Optional.empty(), Optional.empty()),
                                pass(2, 3, Change.VALID, Optional.empty(), Optional.empty()),
                                pass(3, 0, Change.BLOCKED, Optional.of("bar tab"), Optional.empty()),
                                pass(4, 0, Change.VALID, Optional.empty(), Optional.of("1")))));

        assertEquals(new Decision.Refuse(Reason.REVOKED), decide(passes.pass(1)));
        assertEquals(new Decision.Refuse(Reason.REISSUED), decide(passes.version(2, 2, 1)));
        assertEquals(new Decision.Admit(1, 1), decide(passes.version(2, 3, 1)));
        assertEquals(new Decision.Admit(1, 1), decide(passes.version(2, 4, 1)), "the roster lags behind the guest");
        assertEquals(new Decision.Refuse(Reason.BLOCKED, new Hint.Note("bar tab")), decide(passes.pass(3)));
        assertEquals(new Decision.Refuse(Reason.REVOKED), decide(passes.pass(4)), "its reservation is revoked");
        assertEquals(new Decision.Admit(1, 1), decide(passes.pass(99)));
    }

    @Test
    void staffAreToldThatThereIsNoRosterAndHowOldItIs() throws Exception {
        Health health = new Health();
        Billboard billboard = new Billboard(settings, () -> now);
        try (RosterFeed feed = new RosterFeed(
                URI.create("http://localhost:1"),
                SSLContext.getDefault(),
                Optional.empty(),
                roster,
                billboard::expected,
                new Random(1))) {
            Checks.roster(health, roster, billboard, feed, () -> now);
            assertTrue(said(health).contains("has not come"), said(health));
            roster.take(Passes.EVENT, 0, new RosterPage(Passes.EVENT.value(), "life-1", 0, 0, List.of()));
            assertTrue(said(health).contains("0 passes of 1 events"), said(health));
            now = now.plusSeconds(600);
            assertTrue(said(health).contains("is as of 2026-11-21T04:00:00Z"), said(health));
        }
    }

    private static String said(Health health) {
        return health.report().toString();
    }

    private Decision decide(String text) {
        Memory memory = new Memory(DOORWAY.device());
        return AdmissionRules.decide(
                text, new LocalKnowledge(settings, roster, memory, () -> 0), DOORWAY, TimeInterval.exactly(now));
    }

    private static Change pass(long number, int version, String state, Optional<String> note, Optional<String> parent) {
        return new Change(Long.toString(number), 0, version, 1, state, note, parent);
    }
}
