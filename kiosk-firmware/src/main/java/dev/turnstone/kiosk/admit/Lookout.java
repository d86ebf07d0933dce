package dev.turnstone.kiosk.admit;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.guest.GuestScreen;
import dev.turnstone.kiosk.sight.Eyes;

/** Passes on what the eyes see: pictures and advice to the screen, codes to the gate. */
public final class Lookout implements Eyes.Onlooker {
    private final Gate gate;
    private final GuestScreen screen;
    private long scene;
    private boolean codeInScene;

    public Lookout(Gate gate, GuestScreen screen) {
        this.gate = gate;
        this.screen = screen;
    }

    @Override
    public boolean attending() {
        return gate.attending();
    }

    @Override
    public void saw(Frame frame, boolean withCode) {
        screen.picture(frame.luma(), frame.takenNanos());
        if (frame.scene() != scene) {
            scene = frame.scene();
            codeInScene = false;
        }
        codeInScene |= withCode;
        // Only a camera that knows its scenes can tell a picture without a code from nobody being there.
        if (scene != 0 && !codeInScene) {
            screen.hint("hint.no-code", frame.takenNanos());
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
