package dev.turnstone.kiosk.admit;

import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;

/**
 * What a lane says while nobody is attended to: how to show a ticket, or why that is of no use here and now.
 *
 * @param alarm an emergency stands, whatever else is the matter
 * @param blind the camera sees nothing, so that a ticket before it would wait for ever
 */
record Rest(boolean leadsIn, LaneState lane, boolean alarm, boolean blind) {
    static Rest at(boolean leadsIn) {
        return new Rest(leadsIn, LaneState.LOCKED, false, false);
    }

    Rest lane(LaneState changed) {
        return new Rest(leadsIn, changed, alarm, blind);
    }

    /** What the lane tells. */
    Rest after(LaneEvent event) {
        return switch (event) {
            case LaneEvent.FireAlarm raised -> alarm(true);
            case LaneEvent.FireReset reset -> alarm(false);
            case LaneEvent.StateChanged changed -> lane(changed.to());
            case LaneEvent.Granted granted -> this;
            case LaneEvent.PassageStarted started -> this;
            case LaneEvent.PassageCompleted passed -> this;
            case LaneEvent.PassageAbandoned left -> this;
            case LaneEvent.GrantCancelled cancelled -> this;
            case LaneEvent.Forced forced -> this;
            case LaneEvent.FreePassage free -> this;
            case LaneEvent.FireContactClosed closed -> this;
            case LaneEvent.Faulted faulted -> this;
            case LaneEvent.FaultCleared cleared -> this;
            case LaneEvent.Tampered tampered -> this;
        };
    }

    Rest alarm(boolean stands) {
        return new Rest(leadsIn, lane, stands, blind);
    }

    Rest blind(boolean isBlind) {
        return new Rest(leadsIn, lane, alarm, isBlind);
    }

    Face face() {
        if (alarm) {
            return Faces.EMERGENCY;
        }
        return switch (lane) {
            case FREE -> Faces.EMERGENCY;
            case OUT_OF_SERVICE, FAULTED -> Faces.OUT_OF_SERVICE;
            case HELD_OPEN -> Faces.OPEN;
            case LOCKED, GRANTED, PASSING -> blind ? Faces.BLIND : leadsIn ? Faces.IDLE : Faces.IDLE_OUT;
        };
    }

    /** Whether it is of any use to show a ticket again. */
    boolean serves() {
        return face().mood() == Face.Mood.IDLE;
    }
}
