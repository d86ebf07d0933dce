package dev.turnstone.kiosk.admit;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.guest.Advice;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.turnstile.lane.LaneEvent;
import java.util.function.Consumer;

/** Passes on what the eyes see: pictures and advice to the screen, codes to the gate. */
public final class Lookout implements Eyes.Onlooker {
    private final Gate gate;
    private final GuestScreen screen;
    private final Consumer<View> told;

    /** @param told who else hears what the camera can see */
    public Lookout(Gate gate, GuestScreen screen, Consumer<View> told) {
        this.gate = gate;
        this.screen = screen;
        this.told = told;
    }

    @Override
    public boolean attending() {
        return gate.attending();
    }

    @Override
    public void saw(Frame frame) {
        screen.picture(frame.luma(), frame.takenNanos());
    }

    @Override
    public void foundNothing(Frame frame, Trouble trouble) {
        switch (trouble) {
            case NO_CODE -> {
                // Only a camera that knows its scenes can tell a picture without a code from nobody being there.
                if (frame.scene() != 0) {
                    screen.advise(Advice.NO_CODE, frame.takenNanos());
                }
            }
            case UNREADABLE -> screen.advise(Advice.UNREADABLE, frame.takenNanos());
            case GLARE -> screen.advise(Advice.GLARE, frame.takenNanos());
            case DIM -> screen.advise(Advice.DIM, frame.takenNanos());
        }
    }

    @Override
    public void foundTwo(Frame frame) {
        screen.advise(Advice.TWO_CODES, frame.takenNanos());
    }

    @Override
    public void views(View view) {
        gate.blind(!view.sees());
        told.accept(view);
    }

    @Override
    public void viewEmpty() {
        screen.noPicture();
    }

    @Override
    public void presented(String text, long takenNanos) {
        gate.shown(text, takenNanos);
    }

    /** A passage that has ended ends its showing. */
    public static void lane(LaneEvent event, Eyes eyes) {
        switch (event) {
            case LaneEvent.PassageCompleted passed -> eyes.passageEnded();
            case LaneEvent.PassageAbandoned left -> eyes.passageEnded();
            case LaneEvent.GrantCancelled cancelled -> eyes.passageEnded();
            case LaneEvent.Granted granted -> {}
            case LaneEvent.PassageStarted started -> {}
            case LaneEvent.Forced forced -> {}
            case LaneEvent.FreePassage free -> {}
            case LaneEvent.FireAlarm alarm -> {}
            case LaneEvent.FireContactClosed closed -> {}
            case LaneEvent.FireReset reset -> {}
            case LaneEvent.Faulted faulted -> {}
            case LaneEvent.FaultCleared cleared -> {}
            case LaneEvent.Tampered tampered -> {}
            case LaneEvent.StateChanged changed -> {}
        }
    }
}
