package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PixelFormatTest {
    private static final int WIDTH = 6;
    private static final int HEIGHT = 4;

    @ParameterizedTest
    @EnumSource(value = PixelFormat.class, mode = Mode.EXCLUDE, names = "MJPG")
    void theBrightnessOfEveryPixelIsWhatTheCameraWrote(PixelFormat format) {
        for (int padding : new int[] {0, 10}) {
            int stride = format.leastStride(WIDTH) + padding;
            Luma luma = format.luma(frame(format, stride), WIDTH, HEIGHT, stride);

            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    assertEquals(brightness(x, y), luma.at(x, y), format + " at " + x + "," + y);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = PixelFormat.class, mode = Mode.EXCLUDE, names = "MJPG")
    void aFrameIsWholeWithoutThePaddingOfItsLastRow(PixelFormat format) {
        int stride = format.leastStride(WIDTH) + 10;
        long least = format.leastBytes(WIDTH, HEIGHT, stride);

        assertEquals((long) stride * HEIGHT - 10, least);
        Luma luma = format.luma(frame(format, stride).asSlice(0, least), WIDTH, HEIGHT, stride);
        assertEquals(brightness(WIDTH - 1, HEIGHT - 1), luma.at(WIDTH - 1, HEIGHT - 1));
    }

    @Test
    void whatIsPackedHasNoRows() {
        assertEquals(1, PixelFormat.MJPG.leastBytes(640, 480, 0));
    }

    private static int brightness(int x, int y) {
        return 100 + y * WIDTH + x;
    }

    /** With colours, and whatever lies behind the rows, at 7. */
    private static MemorySegment frame(PixelFormat format, int stride) {
        byte[] bytes = new byte[stride * HEIGHT * 2];
        Arrays.fill(bytes, (byte) 7);
        int step = format.leastStride(WIDTH) / WIDTH;
        int first = format == PixelFormat.UYVY ? 1 : 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                bytes[y * stride + first + x * step] = (byte) brightness(x, y);
            }
        }
        return MemorySegment.ofArray(bytes);
    }
}
