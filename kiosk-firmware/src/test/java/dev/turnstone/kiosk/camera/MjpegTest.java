package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class MjpegTest {
    private static final Luma CODE = QrPictures.code("MJPEG 1", 6);

    private final Mjpeg mjpeg = new Mjpeg();

    @Test
    void theBrightnessIsThatOfThePicture() {
        Luma read = mjpeg.luma(jpeg(CODE)).orElseThrow();

        assertEquals(CODE.width(), read.width());
        assertEquals(CODE.height(), read.height());
        for (int y = 0; y < CODE.height(); y += 3) {
            for (int x = 0; x < CODE.width(); x += 3) {
                assertTrue(Math.abs(CODE.at(x, y) - read.at(x, y)) < 24, "at " + x + "," + y);
            }
        }
    }

    @Test
    void aFrameWithoutItsHuffmanTablesIsReadLikeTheWholeFile() {
        byte[] file = jpeg(CODE);
        byte[] frame = withoutTables(file);
        assertTrue(frame.length < file.length);

        assertArrayEquals(
                mjpeg.luma(file).orElseThrow().pixels(),
                mjpeg.luma(frame).orElseThrow().pixels());
        assertSame(file, Mjpeg.whole(file));
    }

    @Test
    void aTornFrameIsNoFrameAndHarmsNoNextOne() {
        byte[] file = jpeg(CODE);
        assertEquals(Optional.empty(), mjpeg.luma(new byte[0]));
        assertEquals(Optional.empty(), mjpeg.luma(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}));
        for (int length : new int[] {1, 20, 200, 400}) {
            assertEquals(Optional.empty(), mjpeg.luma(Arrays.copyOf(file, length)), "of " + length + " bytes");
        }

        assertTrue(mjpeg.luma(file).isPresent());
    }

    /** In colours, as cameras send it. */
    private static byte[] jpeg(Luma luma) {
        BufferedImage image = new BufferedImage(luma.width(), luma.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < luma.height(); y++) {
            for (int x = 0; x < luma.width(); x++) {
                image.setRGB(x, y, luma.at(x, y) * 0x010101);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] withoutTables(byte[] jpeg) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != 0xDA) {
            int length = 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
            if ((jpeg[at + 1] & 0xFF) != 0xC4) {
                out.write(jpeg, at, length);
            }
            at += length;
        }
        out.write(jpeg, at, jpeg.length - at);
        return out.toByteArray();
    }
}
