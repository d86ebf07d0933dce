package dev.turnstone.cloud.issuing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.cloud.issuing.LiveSecrets.Given;
import dev.turnstone.cloud.testing.HeardVenue;
import dev.turnstone.cloud.testing.TestCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live ticket from its issue to the gate's own rules, which know nothing but what the feed told. */
@Timeout(120)
class LiveTicketTest {
    private static final String PHONE = "AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String OTHER_PHONE = "BBBBBBBBBBBBBBBBBBBBBA==";

    private final TestCloud cloud = new TestCloud(10);

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void theCodeOfTheMomentIsAdmittedAndAScreenshotOfItIsRefusedAfterItsTime() {
        Ticket ticket = liveTicket();
        Given given = cloud.secrets.hand(ticket, PHONE).orElseThrow();
        HeardVenue venue = HeardVenue.of(cloud);
        String screenshot = shownAt(given, cloud.clock.instant());

        assertInstanceOf(Admit.class, venue.decide(screenshot, cloud.clock.instant()));
        assertInstanceOf(
                Admit.class, venue.decide(screenshot, cloud.clock.instant().plusSeconds(30)));
        Instant later = cloud.clock.instant().plusSeconds(60);
        assertEquals(Reason.STALE_CODE, reason(venue.decide(screenshot, later)));
        assertInstanceOf(Admit.class, venue.decide(shownAt(given, later), later));
    }

    @Test
    void onPaperALiveTicketIsForStaffAlone() {
        Ticket ticket = liveTicket();

        assertEquals(Reason.STALE_CODE, reason(HeardVenue.of(cloud).decide(ticket.pass(), cloud.clock.instant())));
    }

    @Test
    void theSecretGoesToOnePageWhichMayAskAgainUntilItKeepsIt() {
        Ticket ticket = liveTicket();

        Given given = cloud.secrets.hand(ticket, PHONE).orElseThrow();
        assertEquals(given, cloud.secrets.hand(ticket, PHONE).orElseThrow());
        assertEquals(Optional.empty(), cloud.secrets.hand(ticket, OTHER_PHONE));
        cloud.secrets.kept(ticket, OTHER_PHONE);
        assertTrue(cloud.secrets.hand(ticket, PHONE).isPresent());

        cloud.secrets.kept(ticket, PHONE);
        assertEquals(Optional.empty(), cloud.secrets.hand(ticket, PHONE));
        assertEquals(0, cloud.count("live_secret where sealed is not null"));
    }

    @Test
    void movedToAnotherPhoneOnlyTheNewPassOpensAGate() {
        Ticket ticket = liveTicket();
        Given before = cloud.secrets.hand(ticket, PHONE).orElseThrow();
        cloud.secrets.kept(ticket, PHONE);

        assertEquals(Reissues.Outcome.DONE, cloud.reissues.again(ticket));
        Ticket moved = again(ticket);
        Given after = cloud.secrets.hand(moved, OTHER_PHONE).orElseThrow();

        HeardVenue venue = HeardVenue.of(cloud);
        Instant now = cloud.clock.instant();
        assertEquals(Reason.REISSUED, reason(venue.decide(shownAt(before, now), now)));
        assertInstanceOf(Admit.class, venue.decide(shownAt(after, now), now));
        assertFalse(moved.shortCode().equals(ticket.shortCode()));
        assertEquals(1, cloud.count("audit where action = 'reissue'"));
    }

    @Test
    void aGameWithTheButtonEnds() {
        Ticket ticket = liveTicket();
        for (int version = 2; version <= 20; version++) {
            assertEquals(Reissues.Outcome.DONE, cloud.reissues.again(ticket));
        }

        assertEquals(Reissues.Outcome.TOO_OFTEN, cloud.reissues.again(ticket));
        assertEquals(20, again(ticket).version());
    }

    @Test
    void aRefundedTicketGetsNoNewPassAndItsSecretIsHandedToNobody() {
        Ticket ticket = liveTicket();
        cloud.jdbi.useTransaction(handle -> cloud.issuer.revoke(handle, cloud.event, ticket.id(), TestCloud.NOW));

        assertEquals(Reissues.Outcome.NOT_GOOD, cloud.reissues.again(ticket));
        assertEquals(Optional.empty(), cloud.secrets.hand(ticket, PHONE));
    }

    @Test
    void whileLiveTicketsAreOutTheirScheduleStays() {
        liveTicket();

        for (String change : new String[] {
            "live_epoch = live_epoch + interval '1 second'", "live_steps = live_steps + 1", "live_epoch = null"
        }) {
            assertThrows(
                    UnableToExecuteStatementException.class,
                    () -> cloud.jdbi.useHandle(handle -> handle.execute("update event set " + change)),
                    change);
        }
        LiveSchedule before = cloud.secrets.schedule(liveTicket()).orElseThrow();
        cloud.jdbi.useTransaction(handle -> {
            handle.execute("update event set opens_at = opens_at + interval '1 hour'");
            cloud.settings.publishSheet(handle, cloud.event.id(), TestCloud.NOW);
        });
        assertEquals(before, HeardVenue.of(cloud).sheet().live().orElseThrow());
    }

    @Test
    void aScheduleReachesFromAnHourBeforeDoorsToAnHourAfterTheEndHoweverLongTheEvent() {
        Instant opens = TestCloud.NOW;
        for (Duration length : new Duration[] {Duration.ofHours(6), Duration.ofDays(3), Duration.ofDays(40)}) {
            Instant closes = opens.plus(length);
            LiveSchedule times = LiveTimes.fitting(opens, closes);

            assertEquals(opens.minus(Duration.ofHours(1)), times.epoch());
            assertTrue(times.startOf(times.steps()).isAfter(closes), times::toString);
        }
        assertEquals(
                LiveSchedule.usual(opens.minus(Duration.ofHours(1))), LiveTimes.fitting(opens, opens.plusSeconds(1)));
    }

    private Ticket liveTicket() {
        cloud.requireLive();
        Ticket ticket = cloud.sold(1).getFirst();
        assertTrue(ticket.live());
        return ticket;
    }

    private Ticket again(Ticket ticket) {
        return cloud.jdbi
                .withHandle(handle -> Tickets.byToken(handle, ticket.token()))
                .orElseThrow();
    }

    private static String shownAt(Given given, Instant now) {
        Pass bare = ((Decoded.Read) PassCodec.decode(given.pass())).pass();
        LiveSchedule times = given.schedule();
        var chain = new LiveChain(bare.number(), given.version(), given.secret(), times.steps());
        return PassCodec.encode(bare.withCode(chain.codeAt((int) times.stepAt(now))));
    }

    private static Reason reason(Decision decision) {
        return assertInstanceOf(Refuse.class, decision).reason();
    }
}
