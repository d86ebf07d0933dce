package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Arrays;

/**
 * How a picture, or a part of it, is lit.
 *
 * @param darkest of its cells
 * @param lightest of its cells
 * @param burnt how much of it is so light that nothing can be told in it, from 0 to 1
 */
record Light(int darkest, int lightest, double burnt) {
    /** A lens with a cap on gives noise around this; a lobby at night has a lamp somewhere. */
    private static final int NIGHT = 40;

    /** With less between its darkest and its lightest cell, a picture holds nothing: a thumb, a sticker, a fog. */
    private static final int NOTHING_BETWEEN = 10;

    /** The light modules of a code that can be read well are lighter. */
    private static final int DIM = 90;

    private static final int BURNT = 250;

    private static final double GLARING = 0.05;

    static Light of(Luma luma) {
        return of(luma, Region.all(luma));
    }

    static Light of(Luma luma, Region region) {
        int[] cells = Cells.of(luma, region);
        int[] sorted = cells.clone();
        Arrays.sort(sorted);
        return new Light(sorted[0], sorted[sorted.length - 1], (double) burnt(cells) / cells.length);
    }

    /** The light modules of a bright phone are as light; a lamp is larger than a module. */
    private static int burnt(int[] cells) {
        int burnt = 0;
        for (int row = 1; row < Cells.ROWS - 1; row++) {
            for (int column = 1; column < Cells.COLUMNS - 1; column++) {
                burnt += burntAround(cells, row * Cells.COLUMNS + column) ? 1 : 0;
            }
        }
        return burnt;
    }

    private static boolean burntAround(int[] cells, int at) {
        for (int above = -Cells.COLUMNS; above <= Cells.COLUMNS; above += Cells.COLUMNS) {
            for (int beside = -1; beside <= 1; beside++) {
                if (cells[at + above + beside] < BURNT) {
                    return false;
                }
            }
        }
        return true;
    }

    boolean nothingToSee() {
        return lightest < NIGHT || lightest - darkest < NOTHING_BETWEEN;
    }

    boolean glaring() {
        return burnt >= GLARING;
    }

    boolean dim() {
        return lightest < DIM;
    }
}
