package dev.turnstone.admission.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.testing.Maguey;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a venue's day turns, also in the nights in which its clocks are changed. */
class DayStartTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SANTIAGO = ZoneId.of("America/Santiago");

    @Test
    void aDayTurnsToTheSecond() {
        Instant turn = Instant.parse("2026-07-01T04:00:00Z");
        Sheet sheet = sheet(BERLIN, LocalTime.of(6, 0));
        assertEquals(Instant.parse("2026-06-30T04:00:00Z"), sheet.dayStart(turn.minusSeconds(1)));
        assertEquals(turn, sheet.dayStart(turn));
        assertEquals(turn, sheet.dayStart(turn.plusSeconds(1)));
    }

    @Test
    void aTurnThatTheClockLeapsOverComesAsMuchLater() {
        Sheet sheet = sheet(BERLIN, LocalTime.of(2, 30));
        Instant turn = Instant.parse("2026-03-29T01:30:00Z");
        assertEquals(Instant.parse("2026-03-28T01:30:00Z"), sheet.dayStart(turn.minusSeconds(1)));
        assertEquals(turn, sheet.dayStart(turn));
    }

    @Test
    void aTurnThatTheClockShowsTwiceIsTheFirst() {
        Sheet sheet = sheet(BERLIN, LocalTime.of(2, 30));
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        assertEquals(Instant.parse("2026-10-24T00:30:00Z"), sheet.dayStart(first.minusSeconds(1)));
        assertEquals(first, sheet.dayStart(first));
        assertEquals(first, sheet.dayStart(first.plusSeconds(2 * 3_600)));
    }

    @Test
    void aDayThatTurnsAtMidnightDoesSoWhereMidnightIsLeaptOver() {
        Sheet sheet = sheet(SANTIAGO, LocalTime.MIDNIGHT);
        Instant turn = Instant.parse("2026-09-06T04:00:00Z");
        assertEquals(Instant.parse("2026-09-05T04:00:00Z"), sheet.dayStart(turn.minusSeconds(1)));
        assertEquals(turn, sheet.dayStart(turn));
    }

    @Test
    void theDayBeforeAnHourThatComesTwiceIsLonger() {
        Sheet sheet = sheet(SANTIAGO, LocalTime.MIDNIGHT);
        Instant turn = Instant.parse("2026-04-05T04:00:00Z");
        assertEquals(Instant.parse("2026-04-04T03:00:00Z"), sheet.dayStart(turn.minusSeconds(1)));
        assertEquals(turn, sheet.dayStart(turn));
    }

    private static Sheet sheet(ZoneId zone, LocalTime dayEnds) {
        Sheet any = Maguey.sheet();
        return new Sheet(
                any.event(),
                any.number(),
                any.name(),
                any.venue(),
                zone,
                any.opens(),
                any.closes(),
                List.of(),
                0,
                List.of(),
                any.tiers(),
                EntryRule.ONCE,
                any.live(),
                dayEnds,
                List.of());
    }
}
