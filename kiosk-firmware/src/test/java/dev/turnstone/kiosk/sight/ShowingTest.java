package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private Optional<String> see(String code, long nowNanos) {
        return showing.see(code, 0, nowNanos);
    }
}
