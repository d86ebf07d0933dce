package dev.turnstone.hub.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerListener;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.hub.testing.Await;
import dev.turnstone.hub.testing.TestCloud;
import dev.turnstone.hub.testing.TestDevice;
import dev.turnstone.platform.metrics.Metrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thread that every claim goes through stays, whatever goes wrong around it. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class SequencerTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final Outcome ADMITTED = new Outcome.Decided(new Decision.Admit(1, 1));
    private static final Duration BUDGET = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TestCloud cloud = new TestCloud(7, NOW).withEvent(0);
    private final TestDevice gate = new TestDevice("gate-a", "A", 1);
    private SqliteLedger ledger;
    private Roster roster;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(folder.resolve("ledger.db"));
        roster = Roster.open(folder.resolve("roster.db"), cloud.settingsKey());
        roster.apply(cloud.page(0), NOW);
    }

    @AfterEach
    void close() {
        ledger.close();
        roster.close();
    }

    @Test
    void aListenersFaultLeavesNoClaimHangingAndTheOthersAreTold() throws Exception {
        AtomicInteger told = new AtomicInteger();
        LedgerListener faulty = listener(() -> {
            throw new UnsupportedOperationException("a listener's fault");
        });
        LedgerListener both = LedgerListener.of(faulty, listener(told::incrementAndGet));
        try (Sequencer sequencer = sequencer(both, () -> NOW)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(ADMITTED, outcome(sequencer, BUDGET));
            }
            assertTrue(sequencer.works());
            assertEquals(Optional.empty(), sequencer.failing());
            Await.until("the other listener has heard of all", () -> told.get() == 3);
        }
    }

    @Test
    void aFaultAroundABatchIsAReferralAndTheNextBatchIsTaken() throws Exception {
        AtomicBoolean faulty = new AtomicBoolean(true);
        InstantSource clock = () -> {
            if (faulty.get()) {
                throw new UnsupportedOperationException("no clock");
            }
            return NOW;
        };
        try (Sequencer sequencer = sequencer(listener(() -> {}), clock)) {
            assertEquals(new Outcome.Decided(new Decision.Refer(Cause.STORAGE_FAULT)), outcome(sequencer, BUDGET));
            assertFalse(sequencer.works());
            faulty.set(false);
            assertEquals(ADMITTED, outcome(sequencer, BUDGET));
            Await.until("it works again", sequencer::works);
        }
    }

    @Test
    void aClaimIsNotKeptWaitingBeyondItsBudgetWhileTheThreadHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        LedgerListener stuck = listener(() -> {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Sequencer sequencer = sequencer(stuck, () -> NOW)) {
            assertEquals(ADMITTED, outcome(sequencer, BUDGET));
            assertEquals(new Outcome.Unanswered(), outcome(sequencer, Duration.ofMillis(50)));
            hangs.countDown();
        }
    }

    private Sequencer sequencer(LedgerListener listener, InstantSource clock) {
        return Sequencer.start(new Arbitration(ledger, roster, listener), clock, new Metrics());
    }

    private Outcome outcome(Sequencer sequencer, Duration budget) throws Exception {
        Pass pass = cloud.sell();
        Claim claim = new Claim(
                gate.present(),
                gate.doorway(Direction.IN),
                Recognition.recognise(pass, roster.keys(), Recognition.Freshness.FRESH),
                System.nanoTime() + budget.toNanos());
        return sequencer.decide(claim).get(15, TimeUnit.SECONDS);
    }

    private static LedgerListener listener(Runnable committed) {
        return new LedgerListener() {
            @Override
            public void committed(List<Change> changes, LedgerState state) {
                committed.run();
            }

            @Override
            public void rebuilt(LedgerStore.Image image, LedgerState state) {}
        };
    }
}
