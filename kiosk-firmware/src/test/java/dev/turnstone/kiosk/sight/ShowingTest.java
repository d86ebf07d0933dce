package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowingTest {
    private static final long LEFT_AFTER = 1_000;

    private final Showing showing = new Showing(Duration.ofNanos(LEFT_AFTER));

    @Test
    void aCodeHeldBeforeTheLensIsShownOnce() {
        assertEquals(Optional.of("A"), see("A", 0));
        assertEquals(Optional.empty(), see("A", 900));
        assertEquals(Optional.empty(), see("A", 1_800));
    }

    @Test
    void aCodeThatFlickersHasNotLeft() {
        see("A", 0);

        assertEquals(Optional.empty(), see("A", LEFT_AFTER));
    }

    @Test
    void anOldFrameThatIsReadLateDoesNotMakeTheCodeLeave() {
        see("A", 900);
        see("A", 100);

        assertEquals(Optional.empty(), see("A", 1_800));
    }

    @Test
    void aCodeThatLeftAndComesBackIsShownAgain() {
        see("A", 0);

        assertEquals(Optional.of("A"), see("A", LEFT_AFTER + 1));
    }

    @Test
    void anotherCodeIsShownAtOnce() {
        see("A", 0);

        assertEquals(Optional.of("B"), see("B", 1));
    }

    @Test
    void theSameCodeInANewSceneIsShownAgain() {
        showing.see("A", 1, 0);

        assertEquals(Optional.of("A"), showing.see("A", 2, 1));
    }

    @Test
    void whileTheGuestIsAttendedToTheCodeStaysInView() {
        see("A", 0);
        showing.keep(900);
        showing.keep(1_800);

        assertEquals(Optional.empty(), see("A", 2_800));
    }

    @Test
    void aCodeThatIsHeldOnAfterItsPassageIsShownAgainForTheNextOfItsParty() {
        see("A", 0);
        showing.keep(2_000);
        showing.passageEnded(2_000);

        assertEquals(Optional.empty(), see("A", 2_500));
        assertEquals(Optional.of("A"), see("A", 2_000 + LEFT_AFTER));
        assertEquals(Optional.empty(), see("A", 2_001 + LEFT_AFTER));
    }

    @Test
    void aCodeThatIsCarriedOutOfViewAfterItsPassageIsNotShownAgain() {
        see("A", 0);
        showing.keep(100);
        showing.passageEnded(100);

        assertEquals(Optional.empty(), see("A", 100 + LEFT_AFTER - 1));
    }

    @Test
    void whetherAShowingWouldBeginIsAskedWithoutBeginningIt() {
        assertTrue(showing.isNew("A", 0, 0));
        assertTrue(showing.isNew("A", 0, 0));
        see("A", 0);
        assertFalse(showing.isNew("A", 0, LEFT_AFTER));
    }

    private Optional<String> see(String code, long nowNanos) {
        return showing.see(code, 0, nowNanos);
    }
}
