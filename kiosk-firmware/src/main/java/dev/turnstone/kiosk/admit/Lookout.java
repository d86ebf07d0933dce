package dev.turnstone.kiosk.admit;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.guest.Advice;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.sight.Eyes;

/** Passes on what the eyes see: pictures and advice to the screen, codes to the gate. */
public final class Lookout implements Eyes.Onlooker {
    private final Gate gate;
    private final GuestScreen screen;

    public Lookout(Gate gate, GuestScreen screen) {
        this.gate = gate;
        this.screen = screen;
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
    public void foundNothing(Frame frame) {
        // Only a camera that knows its scenes can tell a picture without a code from nobody being there.
        if (frame.scene() != 0) {
            screen.advise(Advice.NO_CODE, frame.takenNanos());
        }
    }

    @Override
    public void viewEmpty() {
        screen.noPicture();
    }

    @Override
    public void presented(String text, long takenNanos) {
        gate.shown(text, takenNanos);
    }
}
