package dev.turnstone.cloud.issuing;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A pass as a picture: a PNG of one bit a pixel, with the quiet zone that the standard asks for. Base45 keeps the code
 * in alphanumeric mode; level M decodes best at a gate's camera.
 */
public final class QrPicture {
    private static final int QUIET = 4;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private QrPicture() {}

    public static byte[] png(String pass, int pixelsPerModule) {
        ByteMatrix modules = modules(pass);
        int side = (modules.getWidth() + 2 * QUIET) * pixelsPerModule;
        int stride = (side + 7) / 8 + 1;
        byte[] raw = new byte[stride * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!dark(modules, x / pixelsPerModule - QUIET, y / pixelsPerModule - QUIET)) {
                    raw[y * stride + 1 + x / 8] |= (byte) (0x80 >>> (x % 8));
                }
            }
        }
        return png(side, raw);
    }

    private static ByteMatrix modules(String pass) {
        try {
            return Encoder.encode(pass, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code can hold this", e);
        }
    }

    private static boolean dark(ByteMatrix modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    private static byte[] png(int side, byte[] raw) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            var header = new ByteArrayOutputStream();
            try (var fields = new DataOutputStream(header)) {
                fields.writeInt(side);
                fields.writeInt(side);
                fields.write(new byte[] {1, 0, 0, 0, 0});
            }
            chunk(out, "IHDR", header.toByteArray());
            chunk(out, "IDAT", deflate(raw));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }

    private static byte[] deflate(byte[] raw) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(raw);
            deflater.finish();
            byte[] buffer = new byte[raw.length + 64];
            int length = deflater.deflate(buffer);
            return java.util.Arrays.copyOf(buffer, length);
        }
    }
}
