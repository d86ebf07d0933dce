package dev.turnstone.kiosk.camera;

/**
 * The brightness of a picture, one byte a pixel, row after row. It is all that a decoder looks at, and what every
 * camera can give without a conversion (the first plane of YUV420 and NV12, GREY as it is), so colour never enters
 * the gate. Whoever holds a Luma may read its bytes and must not change them: frames are shared, not copied.
 */
public final class Luma {
    private final byte[] pixels;
    private final int width;
    private final int height;
    private final int stride;

    /** @param stride bytes from one row to the next, at least {@code width} */
    public Luma(byte[] pixels, int width, int height, int stride) {
        if (width < 1 || height < 1 || stride < width) {
            throw new IllegalArgumentException("no picture of " + width + "×" + height + " with stride " + stride);
        }
        if (pixels.length < (long) stride * (height - 1) + width) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes are too few for " + width + "×" + height + " with stride " + stride);
        }
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        this.stride = stride;
    }

    public static Luma packed(byte[] pixels, int width, int height) {
        return new Luma(pixels, width, height, width);
    }

    public byte[] pixels() {
        return pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int stride() {
        return stride;
    }

    /** Brightness from 0 (black) to 255 (white). */
    public int at(int x, int y) {
        return pixels[y * stride + x] & 0xFF;
    }

    /** The picture with each {@code factor}×{@code factor} block averaged into one pixel. */
    public Luma reduced(int factor) {
        if (factor <= 1 || width < factor || height < factor) {
            return this;
        }
        int narrow = width / factor;
        int low = height / factor;
        byte[] out = new byte[narrow * low];
        int area = factor * factor;
        for (int y = 0; y < low; y++) {
            for (int x = 0; x < narrow; x++) {
                int sum = 0;
                for (int dy = 0; dy < factor; dy++) {
                    int row = (y * factor + dy) * stride + x * factor;
                    for (int dx = 0; dx < factor; dx++) {
                        sum += pixels[row + dx] & 0xFF;
                    }
                }
                out[y * narrow + x] = (byte) (sum / area);
            }
        }
        return packed(out, narrow, low);
    }

    @Override
    public String toString() {
        return "Luma " + width + "×" + height;
    }

    /** By a quarter, as from a camera that hangs on its side. */
    public Luma turned() {
        int wide = height;
        int high = width;
        byte[] out = new byte[wide * high];
        for (int y = 0; y < high; y++) {
            for (int x = 0; x < wide; x++) {
                out[y * wide + x] = (byte) at(y, height - 1 - x);
            }
        }
        return packed(out, wide, high);
    }
}
