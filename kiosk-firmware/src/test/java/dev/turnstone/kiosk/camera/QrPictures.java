package dev.turnstone.kiosk.camera;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws codes as a screen would show them. */
public final class QrPictures {
    private QrPictures() {}

    /** A code in the middle of a light page, {@code scale} pixels a module. */
    public static Luma code(String text, int scale) {
        return code(text, scale, 0, 255);
    }

    public static Luma code(String text, int scale, int dark, int light) {
        ByteMatrix modules = modules(text);
        int quiet = 4;
        int side = (modules.getWidth() + 2 * quiet) * scale;
        byte[] pixels = new byte[side * side];
        Arrays.fill(pixels, (byte) light);
        for (int y = 0; y < modules.getHeight() * scale; y++) {
            for (int x = 0; x < modules.getWidth() * scale; x++) {
                if (modules.get(x / scale, y / scale) == 1) {
                    pixels[(y + quiet * scale) * side + x + quiet * scale] = (byte) dark;
                }
            }
        }
        return Luma.packed(pixels, side, side);
    }

    public static byte[] png(Luma picture) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(Pictures.image(picture), "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    public static Luma blank(int width, int height) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % width * 255 / width);
        }
        return Luma.packed(pixels, width, height);
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "ISO-8859-1"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new AssertionError(e);
        }
    }
}
