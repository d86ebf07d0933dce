package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;

/** A picture seen through half-closed eyes: the mean brightness of some hundred cells, from a few samples in each. */
final class Cells {
    static final int COLUMNS = 32;
    static final int ROWS = 24;
    private static final int SAMPLES = 4;

    private Cells() {}

    static int[] of(Luma luma) {
        return of(luma, Region.all(luma));
    }

    static int[] of(Luma luma, Region region) {
        int[] cells = new int[COLUMNS * ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                cells[row * COLUMNS + column] = mean(luma, region, column, row);
            }
        }
        return cells;
    }

    private static int mean(Luma luma, Region region, int column, int row) {
        int sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int y = region.y() + (row * SAMPLES + i) * region.height() / (ROWS * SAMPLES);
            for (int j = 0; j < SAMPLES; j++) {
                int x = region.x() + (column * SAMPLES + j) * region.width() / (COLUMNS * SAMPLES);
                sum += luma.at(x, y);
            }
        }
        return sum / (SAMPLES * SAMPLES);
    }
}
