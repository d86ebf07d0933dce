package dev.turnstone.turnstile.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneRecordTest {
    private static final Instant NINE = Instant.parse("2026-11-22T03:00:00Z");
    private static final LaneEvent FORCED = new LaneEvent.Forced(Direction.IN, LaneEvent.Force.TAILGATE, 7);

    @TempDir
    private Path folder;

    @Test
    void whatHappenedAtALaneOutlivesItsProgram() {
        try (LaneRecord record = open()) {
            record.add(new LaneEvent.Granted(1, Direction.OUT, LaneEvent.Origin.STAFF, 1));
            record.add(new LaneEvent.PassageCompleted(1, Direction.OUT, LaneEvent.Evidence.SENSED, 2));
            record.add(FORCED);
            record.add(new LaneEvent.StateChanged(LaneState.PASSING, LaneState.LOCKED, 7));
        }
        try (LaneRecord record = open()) {
            record.add(new LaneEvent.FireAlarm(LaneEvent.Alarm.FIRE_CONTACT, 9));
            assertEquals(
                    List.of(
                            new LaneRecord.Happening(3, NINE.toString(), "fire-alarm", "", "fire-contact"),
                            new LaneRecord.Happening(2, NINE.toString(), "forced", "in", "tailgate"),
                            new LaneRecord.Happening(1, NINE.toString(), "passage-completed", "out", "sensed")),
                    record.newest(10));
            assertEquals(1, record.newest(1).size());
            assertTrue(record.trouble().isEmpty());
        }
    }

    @Test
    void aRecordThatCannotBeOpenedIsToldAndHindersNothing() throws Exception {
        Files.writeString(
                folder.resolve("lane-record.db"), "this is no database, however long one looks at it".repeat(40));
        try (LaneRecord record = open()) {
            assertTrue(record.trouble().isPresent());
            record.add(FORCED);
            assertEquals(List.of(), record.newest(10));
        }
    }

    private LaneRecord open() {
        return LaneRecord.open(folder, InstantSource.fixed(NINE));
    }
}
