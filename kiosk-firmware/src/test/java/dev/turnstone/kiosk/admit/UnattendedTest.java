package dev.turnstone.kiosk.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnattendedTest {
    private final List<Face> faces = new ArrayList<>();

    @Test
    void guestsAreSentToStaffUnlessTheLaneHasSomethingElseToSay() {
        Unattended lane = new Unattended(true, LaneState.LOCKED, faces::add);
        assertEquals(List.of(Faces.BLIND), faces);

        lane.accept(new LaneEvent.FireAlarm(LaneEvent.Alarm.NOT_YET_RESET, 0));
        assertEquals(Faces.EMERGENCY, faces.getLast());
        lane.accept(new LaneEvent.StateChanged(LaneState.LOCKED, LaneState.FREE, 0));
        lane.accept(new LaneEvent.FireReset(0));
        assertEquals(Faces.EMERGENCY, faces.getLast());
        lane.accept(new LaneEvent.StateChanged(LaneState.FREE, LaneState.LOCKED, 0));
        assertEquals(Faces.BLIND, faces.getLast());
        lane.accept(new LaneEvent.StateChanged(LaneState.LOCKED, LaneState.HELD_OPEN, 0));
        assertEquals(Faces.OPEN, faces.getLast());
        assertEquals(4, faces.size());
    }
}
