package dev.turnstone.admission.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A guest's pass stands no better than the reservation it belongs to. */
class StandingTest {
    private static final Standing VALID = new Standing.Valid();
    private static final Standing REVOKED = new Standing.Revoked();
    private static final Standing BLOCKED = new Standing.Blocked("child");

    @Test
    void itDiesWithItsReservation() {
        assertEquals(REVOKED, VALID.under(REVOKED));
        assertEquals(REVOKED, BLOCKED.under(REVOKED));
        assertEquals(new Standing.Blocked("parent"), VALID.under(new Standing.Blocked("parent")));
    }

    @Test
    void itMayStandWorseThanItsReservation() {
        assertEquals(REVOKED, REVOKED.under(VALID));
        assertEquals(BLOCKED, BLOCKED.under(VALID));
        assertEquals(BLOCKED, BLOCKED.under(new Standing.Blocked("parent")));
        assertEquals(VALID, VALID.under(VALID));
    }
}
