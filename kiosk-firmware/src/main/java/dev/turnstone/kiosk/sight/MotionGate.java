package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import java.time.Duration;

/**
 * Lets a frame through to the decoder when something has changed since the last one that went through, and now and
 * then in any case: an empty lobby costs almost nothing, and nobody has to wave.
 */
public final class MotionGate {
    private static final int COLUMNS = 32;
    private static final int ROWS = 24;
    private static final int SAMPLES = 4;

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
        int[] cells = cells(frame.luma());
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

    private static int[] cells(Luma luma) {
        int[] cells = new int[COLUMNS * ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                cells[row * COLUMNS + column] = mean(luma, column, row);
            }
        }
        return cells;
    }

    private static int mean(Luma luma, int column, int row) {
        int sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int y = (row * SAMPLES + i) * luma.height() / (ROWS * SAMPLES);
            for (int j = 0; j < SAMPLES; j++) {
                int x = (column * SAMPLES + j) * luma.width() / (COLUMNS * SAMPLES);
                sum += luma.at(x, y);
            }
        }
        return sum / (SAMPLES * SAMPLES);
    }
}
