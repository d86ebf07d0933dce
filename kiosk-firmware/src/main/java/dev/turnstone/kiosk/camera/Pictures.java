package dev.turnstone.kiosk.camera;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG and JPEG files to luma and back. */
public final class Pictures {
    private static final int MOST_PIXELS = 24_000_000;
    private static final int LONGEST_SIDE = 1_920;

    private Pictures() {}

    /**
     * Reads a PNG or JPEG. Its size is looked at before anything is unpacked, so that a small file cannot claim all
     * memory; photographs larger than a camera's frame are reduced to one.
     */
    public static Luma read(byte[] file) throws UnreadablePicture {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnreadablePicture("this is neither a PNG nor a JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new UnreadablePicture("a picture of " + pixels / 1_000_000
                            + " megapixels is too large; at most " + MOST_PIXELS / 1_000_000);
                }
                Luma whole = luma(reader.read(0));
                int longest = Math.max(whole.width(), whole.height());
                return whole.reduced((longest + LONGEST_SIDE - 1) / LONGEST_SIDE);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Damaged files surface from the readers as any of these.
            throw new UnreadablePicture("the picture is damaged: " + e.getMessage());
        }
    }

    /** Brightness as ITU-R BT.601 weighs it; what is transparent is seen on white paper. */
    public static Luma luma(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] out = new byte[width * height];
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            image.getRaster().getDataElements(0, 0, width, height, out);
            return Luma.packed(out, width, height);
        }
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                out[y * width + x] = (byte) brightness(row[x]);
            }
        }
        return Luma.packed(out, width, height);
    }

    private static int brightness(int argb) {
        int alpha = argb >>> 24;
        int grey = (77 * (argb >> 16 & 0xFF) + 150 * (argb >> 8 & 0xFF) + 29 * (argb & 0xFF)) >> 8;
        return (grey * alpha + 255 * (255 - alpha)) / 255;
    }

    static BufferedImage image(Luma luma) {
        BufferedImage image = new BufferedImage(luma.width(), luma.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < luma.height(); y++) {
            System.arraycopy(luma.pixels(), y * luma.stride(), target, y * luma.width(), luma.width());
        }
        return image;
    }

    /** A small JPEG for the guest, who sees in it how the phone is held. */
    public static byte[] preview(Luma luma, int longestSide) {
        int longest = Math.max(luma.width(), luma.height());
        int factor = (longest + longestSide - 1) / longestSide;
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image(luma.reduced(factor)), "jpeg", sink);
        } catch (IOException e) {
            throw new IllegalStateException("a picture in memory could not be written to memory", e);
        }
        return out.toByteArray();
    }

    /** The file is no picture we can read; the message is fit for whoever sent it. */
    public static final class UnreadablePicture extends Exception {
        public UnreadablePicture(String message) {
            super(message);
        }
    }
}
