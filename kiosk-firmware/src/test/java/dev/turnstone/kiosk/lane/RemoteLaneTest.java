package dev.turnstone.kiosk.lane;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.turnstile.grant.GrantDesk;
import dev.turnstone.turnstile.grant.GrantRoutes;
import dev.turnstone.turnstile.grant.RecentNews;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import dev.turnstone.turnstile.lane.Refusal;
import dev.turnstone.turnstile.record.Witness;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate and its lane's controller, over HTTP; and what the gate may believe when an answer is lost. */
class RemoteLaneTest {
    private static final SigningKey KEY = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final LaneId LANE = new LaneId("a-1");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<LaneEvent> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void aGrantOpensTheLaneThereAndThePassageIsHeardHere() throws Exception {
        Lane there = lane();
        RemoteLane here = remote(controller(there, KEY, 0));
        eventually("the controller is heard", () -> here.state() == LaneState.LOCKED);

        GrantResult.Granted granted = assertInstanceOf(GrantResult.Granted.class, here.grant(Direction.IN));
        assertEquals(LaneState.GRANTED, there.state());
        there.simulate(SimulatedAct.WALK);

        eventually("the passage is heard", () -> heard(LaneEvent.PassageCompleted.class) == 1);
        assertTrue(heard.stream()
                .anyMatch(event ->
                        event instanceof LaneEvent.PassageCompleted passed && passed.grant() == granted.grant()));
        eventually("it is counted here too", () -> here.view().passages() == 1);
    }

    /** Told by both, one person would count as two. */
    @Test
    void whoCrossesWithoutAPassIsWrittenDownHereOnlyWhereTheControllerKeepsNoJournal() throws Exception {
        List<Fact> written = new CopyOnWriteArrayList<>();
        for (Optional<JournalId> journal : List.of(Optional.of(new JournalId(1, 2)), Optional.<JournalId>empty())) {
            heard.clear();
            Lane there = lane();
            RemoteLane here = remote(controller(there, KEY, 0, journal));
            here.listen(Witness.atAGate(new GateId("A"), here, new Sheet(written), RemoteLaneTest::now));
            eventually("the controller is heard", () -> here.state() == LaneState.LOCKED);
            assertEquals(journal.isPresent(), here.keepsJournal());
            there.simulate(SimulatedAct.JUMP);
            eventually("the jump is heard", () -> heard(LaneEvent.Forced.class) == 1);
        }
        eventually("one of two jumps is this gate's to tell", () -> written.size() == 1);
        assertEquals(new Fact.Crossed(1, new GateId("A"), LANE, Direction.IN, Crossing.JUMP), written.getFirst());
    }

    private static Now now() {
        return new Now(0, TimeInterval.exactly(Instant.EPOCH));
    }

    private record Sheet(List<Fact> written) implements Records {
        @Override
        public PresentationId mint() {
            return new PresentationId(new JournalId(3, 4), 1);
        }

        @Override
        public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
            throw new AssertionError("nothing is presented");
        }

        @Override
        public void settle(Fact ending, Now now) {
            written.add(ending);
        }
    }

    @Test
    void aGrantByHandThereIsNoGrantOfThisGate() throws Exception {
        Lane there = lane();
        RemoteLane here = remote(controller(there, KEY, 0));
        eventually("the controller is heard", () -> here.state() == LaneState.LOCKED);
        there.openOnce();
        eventually("it is heard", () -> heard(LaneEvent.Granted.class) == 1);
        assertTrue(heard.stream().noneMatch(event -> event instanceof LaneEvent.Granted own && own.grant() > 0));
    }

    @Test
    void whatTheLaneRefusesIsRefusedHere() throws Exception {
        Lane there = lane();
        RemoteLane here = remote(controller(there, KEY, 0));
        here.grant(Direction.IN);
        assertEquals(new GrantResult.Refused(Refusal.BUSY), here.grant(Direction.IN));
    }

    @Test
    void aControllerThatIsPairedWithAnotherGateOpensNothing() throws Exception {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        seed[0] = 1;
        Lane there = lane();
        RemoteLane here = remote(controller(there, SigningKey.fromSeed(seed), 0));
        assertEquals(new GrantResult.Refused(Refusal.CLOSED), here.grant(Direction.IN));
        assertEquals(LaneState.LOCKED, there.state());
    }

    @Test
    void aFireThereIsSaidHereAlsoByAControllerThatBeganAnew() throws Exception {
        Lane there = lane();
        HttpShell first = controller(there, KEY, 0);
        int port = first.port();
        RemoteLane here = remote(first);
        eventually("the controller is heard", () -> here.state() == LaneState.LOCKED);
        there.simulate(SimulatedAct.FIRE);
        eventually("the fire is heard", () -> heard(LaneEvent.FireAlarm.class) == 1);

        first.close();
        eventually("the controller is missed", () -> here.state() == LaneState.FAULTED);
        there.simulate(SimulatedAct.FIRE_OVER);
        eventually("the lane is reset", () -> {
            there.resetAfterFire();
            return there.state() == LaneState.LOCKED;
        });
        controller(there, KEY, port);

        eventually("the reset is heard", () -> heard(LaneEvent.FireReset.class) == 1);
        assertEquals(LaneState.LOCKED, here.state());
    }

    @Test
    void aControllerThatIsNotThereGrantsNothing() throws Exception {
        HttpShell gone = controller(lane(), KEY, 0);
        int port = gone.port();
        gone.close();
        RemoteLane here = remote(port, Duration.ofSeconds(10));
        assertEquals(new GrantResult.Refused(Refusal.CLOSED), here.grant(Direction.IN));
        assertEquals(LaneState.FAULTED, here.state());
    }

    @Test
    void aGrantWhoseAnswerIsLostIsTakenBack() throws Exception {
        for (String word : List.of("never-used", "cancelled", "unknown")) {
            assertEquals(
                    new GrantResult.Refused(Refusal.CLOSED),
                    remote(mute(word).port(), Duration.ofMillis(300)).grant(Direction.IN),
                    word);
        }
    }

    @Test
    void aGrantThatCannotBeTakenBackCountsAsGranted() throws Exception {
        assertInstanceOf(
                GrantResult.Granted.class,
                remote(mute("too-late").port(), Duration.ofMillis(300)).grant(Direction.IN));
        assertInstanceOf(
                GrantResult.Granted.class,
                remote(mute("").port(), Duration.ofMillis(300)).grant(Direction.IN));
    }

    @Test
    void ordersThatAreGivenAtTheControllerAreNotGivenFromHere() throws Exception {
        Lane there = lane();
        RemoteLane here = remote(controller(there, KEY, 0));
        assertEquals(new GrantResult.Refused(Refusal.ELSEWHERE), here.holdOpen());
        assertFalse(there.state() == LaneState.HELD_OPEN);
    }

    /** A controller that takes a grant and never says so; what it says when the grant is taken back, if anything. */
    private HttpShell mute(String withdrawal) {
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<String> asked = new AtomicReference<>("00112233445566778899aabbccddeeff");
        HttpShell shell = HttpShell.named("mute")
                .routes(rules -> rules.post(
                                "/v1/lane/challenges",
                                (req, res) -> Reply.json(res, new LaneChallenge(LANE.value(), asked.get())))
                        .post("/v1/lane/grants", (req, res) -> {
                            over.await();
                            Reply.noContent(res);
                        })
                        .delete("/v1/lane/grants/{challenge}", (req, res) -> {
                            if (withdrawal.isEmpty()) {
                                throw Problem.conflict("not now").asException();
                            }
                            Reply.json(res, new GrantRoutes.Withdrawn(withdrawal));
                        }))
                .start();
        open.push(shell);
        open.push(over::countDown);
        return shell;
    }

    private Lane lane() {
        Lane lane = Lanes.open(LaneSettings.simulated(LANE, Direction.IN, Optional.empty()));
        open.push(lane);
        return lane;
    }

    private HttpShell controller(Lane lane, SigningKey paired, int port) {
        return controller(lane, paired, port, Optional.empty());
    }

    private HttpShell controller(Lane lane, SigningKey paired, int port, Optional<JournalId> journal) {
        RecentNews news = RecentNews.of(lane);
        GrantDesk desk = new GrantDesk(lane, List.of(paired.publicKey()), new Random(5), System::nanoTime);
        HttpShell shell = HttpShell.named("grants")
                .listen("127.0.0.1", port)
                .routes(new GrantRoutes(lane, desk, news, "life-" + open.size(), journal)::routing)
                .start();
        open.push(shell);
        open.push(news);
        return shell;
    }

    private RemoteLane remote(HttpShell controller) throws NoSuchAlgorithmException {
        return remote(controller.port(), Duration.ofSeconds(10));
    }

    private RemoteLane remote(int port, Duration toOpen) throws NoSuchAlgorithmException {
        RemoteLane lane = new RemoteLane(
                LANE,
                URI.create("http://127.0.0.1:" + port),
                SSLContext.getDefault(),
                KEY,
                new Random(9),
                new LaneCalls.Patience(Duration.ofSeconds(10), toOpen));
        lane.listen(heard::add);
        open.push(lane);
        return lane.start();
    }

    private long heard(Class<? extends LaneEvent> kind) {
        return heard.stream().filter(kind::isInstance).count();
    }
}
