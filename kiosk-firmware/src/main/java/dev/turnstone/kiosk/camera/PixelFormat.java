package dev.turnstone.kiosk.camera;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a camera lays out a frame. Of each the brightness is wanted and nothing else:
 *
 * <pre>
 *   GREY        YYYY…                      the plane is the frame
 *   NV12, YU12  YYYY… UV…                  the plane comes first, the colours after it
 *   YUYV        Y U Y V  Y U Y V …         every second byte
 *   UYVY        U Y V Y  U Y V Y …         every second byte, from the second on
 *   MJPG        a JPEG file a frame        unpacked, which costs more than all the rest
 * </pre>
 */
enum PixelFormat {
    GREY("GREY", 1, 1, 0),
    NV12("NV12", 1, 1, 0),
    YU12("YU12", 1, 1, 0),
    YUYV("YUYV", 2, 2, 0),
    UYVY("UYVY", 2, 2, 1),
    MJPG("MJPG", 0, 0, 0);

    private final String letters;
    private final int bytesAPixel;
    private final int step;
    private final int first;

    /**
     * @param bytesAPixel in a row of the plane that holds the brightness; 0 where there are no rows
     * @param step from one pixel's brightness to the next one's
     */
    PixelFormat(String letters, int bytesAPixel, int step, int first) {
        this.letters = letters;
        this.bytesAPixel = bytesAPixel;
        this.step = step;
        this.first = first;
    }

    /** The four letters by which the kernel numbers it. */
    int code() {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }

    static Optional<PixelFormat> ofCode(int code) {
        return Arrays.stream(values()).filter(format -> format.code() == code).findFirst();
    }

    /** The letters of any format, of ours or not. */
    static String letters(int code) {
        StringBuilder letters = new StringBuilder(4);
        for (int shift = 0; shift < 32; shift += 8) {
            char letter = (char) (code >> shift & 0x7F);
            letters.append(letter >= ' ' && letter < 0x7F ? letter : '?');
        }
        return letters.toString();
    }

    boolean packed() {
        return this == MJPG;
    }

    /** Bytes from row to row where a driver does not say it. */
    int leastStride(int width) {
        return width * bytesAPixel;
    }

    /** As many bytes as the brightness of a whole frame takes: with fewer, it was torn. */
    long leastBytes(int width, int height, int stride) {
        return packed() ? 1 : (long) stride * (height - 1) + leastStride(width);
    }

    /**
     * The brightness of a frame that is not packed.
     *
     * @param frame at least {@link #leastBytes}
     * @param stride bytes from row to row, of all that is in a row
     */
    Luma luma(MemorySegment frame, int width, int height, int stride) {
        byte[] bytes = new byte[Math.toIntExact(leastBytes(width, height, stride))];
        MemorySegment.copy(frame, JAVA_BYTE, 0, bytes, 0, bytes.length);
        if (step == 1) {
            return new Luma(bytes, width, height, stride);
        }
        // Thinned out in place: what is written to was read before.
        for (int y = 0; y < height; y++) {
            int from = y * stride + first;
            int to = y * width;
            for (int x = 0; x < width; x++) {
                bytes[to + x] = bytes[from + x * step];
            }
        }
        return new Luma(bytes, width, height, width);
    }
}
