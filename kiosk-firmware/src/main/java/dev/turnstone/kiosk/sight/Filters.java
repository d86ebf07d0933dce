package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Arrays;

/** What helps a decoder to see what a lens or a thumb has spoiled. Each makes a new picture. */
final class Filters {
    private static final int GREY = 128;

    private Filters() {}

    /** The same picture with a grey patch over a part of it. */
    static Luma without(Luma picture, Region part) {
        int width = picture.width();
        byte[] out = new byte[width * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.pixels(), y * picture.stride(), out, y * width, width);
        }
        for (int y = part.y(); y < part.y() + part.height(); y++) {
            Arrays.fill(out, y * width + part.x(), y * width + part.x() + part.width(), (byte) GREY);
        }
        return Luma.packed(out, width, picture.height());
    }

    /** Twice the size, between pixels the mean of their neighbours: modules of two pixels become readable. */
    static Luma doubled(Luma picture) {
        int width = picture.width();
        int height = picture.height();
        int wide = width * 2;
        byte[] in = picture.pixels();
        byte[] out = new byte[wide * height * 2];
        for (int y = 0; y < height; y++) {
            int row = y * picture.stride();
            int below = Math.min(y + 1, height - 1) * picture.stride();
            int to = y * 2 * wide;
            for (int x = 0; x < width; x++) {
                int next = Math.min(x + 1, width - 1);
                int a = in[row + x] & 0xFF;
                int b = in[row + next] & 0xFF;
                int c = in[below + x] & 0xFF;
                int d = in[below + next] & 0xFF;
                out[to + 2 * x] = (byte) a;
                out[to + 2 * x + 1] = (byte) ((a + b) >> 1);
                out[to + wide + 2 * x] = (byte) ((a + c) >> 1);
                out[to + wide + 2 * x + 1] = (byte) ((a + b + c + d) >> 2);
            }
        }
        return Luma.packed(out, wide, height * 2);
    }

    /** Each pixel the weighted mean of the nine around it: noise goes, edges stay where they are. */
    static Luma blurred(Luma picture) {
        int width = picture.width();
        int height = picture.height();
        byte[] in = picture.pixels();
        byte[] out = new byte[width * height];
        int[] columns = new int[width];
        for (int y = 0; y < height; y++) {
            int above = Math.max(y - 1, 0) * picture.stride();
            int row = y * picture.stride();
            int below = Math.min(y + 1, height - 1) * picture.stride();
            for (int x = 0; x < width; x++) {
                columns[x] = (in[above + x] & 0xFF) + 2 * (in[row + x] & 0xFF) + (in[below + x] & 0xFF);
            }
            for (int x = 0; x < width; x++) {
                int left = columns[Math.max(x - 1, 0)];
                int right = columns[Math.min(x + 1, width - 1)];
                out[y * width + x] = (byte) ((left + 2 * columns[x] + right) >> 4);
            }
        }
        return Luma.packed(out, width, height);
    }

    /** What a blur took away, added twice: a picture out of focus, brought nearer to it. */
    static Luma sharpened(Luma picture) {
        Luma soft = blurred(blurred(picture));
        byte[] softened = soft.pixels();
        byte[] out = new byte[softened.length];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int at = y * picture.width() + x;
                int value = picture.at(x, y);
                int sharp = value + 2 * (value - (softened[at] & 0xFF));
                out[at] = (byte) Math.clamp(sharp, 0, 255);
            }
        }
        return Luma.packed(out, picture.width(), picture.height());
    }
}
