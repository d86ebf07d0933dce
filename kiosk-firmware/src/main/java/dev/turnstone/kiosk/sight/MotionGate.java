package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Frame;
import java.time.Duration;

/**
 * Lets a frame through to the decoder when something has changed since the last one that went through, and now and
 * then in any case: an empty lobby costs almost nothing, and nobody has to wave.
 */
public final class MotionGate {
    /** By so many steps of brightness a cell must differ. Above a sensor's noise, below a phone's edge. */
    private static final int CELL_DIFFERS = 10;

    /** So many cells make a change: a moth does not. */
    private static final int CELLS_DIFFER = 4;

    private final long inAnyCaseNanos;
    private int[] last = new int[0];
    private long lastScene = -1;
    private long lastNanos;

    /** @param inAnyCase how long at most nothing is let through while nothing changes */
    public MotionGate(Duration inAnyCase) {
        this.inAnyCaseNanos = inAnyCase.toNanos();
    }

    public boolean lets(Frame frame) {
        int[] cells = Cells.of(frame.luma());
        boolean due = last.length == 0
                || frame.scene() != lastScene
                || frame.takenNanos() - lastNanos >= inAnyCaseNanos
                || differs(cells);
        if (due) {
            last = cells;
            lastScene = frame.scene();
            lastNanos = frame.takenNanos();
        }
        return due;
    }

    private boolean differs(int[] cells) {
        int different = 0;
        for (int i = 0; i < cells.length; i++) {
            if (Math.abs(cells[i] - last[i]) >= CELL_DIFFERS && ++different >= CELLS_DIFFER) {
                return true;
            }
        }
        return false;
    }
}
