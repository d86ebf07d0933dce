package dev.turnstone.kiosk.admit;

import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import java.util.function.Consumer;

/** What a lane says where nobody can be attended to yet: see staff, or whatever the lane itself has to say. */
public final class Unattended implements Consumer<LaneEvent> {
    private final Consumer<Face> screen;
    private Rest rest;

    public Unattended(boolean leadsIn, LaneState lane, Consumer<Face> screen) {
        this.screen = screen;
        this.rest = Rest.at(leadsIn).blind(true).lane(lane);
        screen.accept(rest.face());
    }

    @Override
    public synchronized void accept(LaneEvent event) {
        Face before = rest.face();
        rest = rest.after(event);
        if (!rest.face().equals(before)) {
            screen.accept(rest.face());
        }
    }
}
