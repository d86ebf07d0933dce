package dev.turnstone.rehearsal.passbook;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A pass as a QR code, in level M as every pass of ours. */
public final class QrPicture {
    private static final int QUIET_MODULES = 4;
    private static final int BLACK = 0x000000;
    private static final int WHITE = 0xFFFFFF;
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, QUIET_MODULES);

    private final BitMatrix modules;

    private QrPicture(BitMatrix modules) {
        this.modules = modules;
    }

    public static QrPicture of(String text) {
        try {
            return new QrPicture(new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, HINTS));
        } catch (WriterException e) {
            throw new IllegalArgumentException("this text does not fit a QR code", e);
        }
    }

    public byte[] png(int pixelsPerModule) {
        int width = modules.getWidth() * pixelsPerModule;
        BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, modules.get(x / pixelsPerModule, y / pixelsPerModule) ? BLACK : WHITE);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException("a picture in memory could not be written to memory", e);
        }
        return out.toByteArray();
    }

    /** Two rows of modules a line, in half blocks: the ground is drawn, so that it reads on a dark terminal. */
    String terminal() {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y += 2) {
            for (int x = 0; x < modules.getWidth(); x++) {
                text.append(halves(isGround(x, y), isGround(x, y + 1)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private boolean isGround(int x, int y) {
        return y >= modules.getHeight() || !modules.get(x, y);
    }

    private static char halves(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }
}
