package dev.turnstone.kiosk.camera;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The brightness of a JPEG frame, as the decoder unpacks it, before it becomes colours. Cameras leave out the Huffman
 * tables, since all of them use the standard's own; they are put back for a decoder that wants each file whole.
 */
final class Mjpeg {
    /** The tables of ITU-T T.81, annex K.3, as a DHT segment. */
    private static final byte[] STANDARD_TABLES = HexFormat.of().parseHex("""
                    ffc401a2\
                    00 00010501010101010100000000000000 000102030405060708090a0b\
                    10 00020103030204030505040400 00017d \
                    01020300041105122131410613516107227114328191a1082342b1c11552d1f0\
                    24336272820 90a161718191a25262728292a3435363738393a43444546474849\
                    4a535455565758595a636465666768696a737475767778797a83848586878889\
                    8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5\
                    c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8\
                    f9fa\
                    01 00030101010101010101010000000000 000102030405060708090a0b\
                    11 00020102040403040705040400 010277 \
                    000102031104052131061241510761711322328108144291a1b1c109233352f0\
                    156272d10a162434e125f11718191a262728292a35363738393a434445464748\
                    494a535455565758595a636465666768696a737475767778797a828384858687\
                    88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3\
                    c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8\
                    f9fa""".replace(" ", ""));

    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("jpeg").next();

    /** Empty where the frame is torn. */
    Optional<Luma> luma(byte[] jpeg) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(whole(jpeg)))) {
            reader.setInput(in, true, true);
            Raster raster = reader.readRaster(0, null);
            int width = raster.getWidth();
            int height = raster.getHeight();
            byte[] plane = new byte[width * height];
            int bands = raster.getNumBands();
            byte[] all = (byte[]) raster.getDataElements(0, 0, width, height, null);
            for (int i = 0, at = 0; i < plane.length; i++, at += bands) {
                plane[i] = all[at];
            }
            return Optional.of(Luma.packed(plane, width, height));
        } catch (IOException | RuntimeException e) {
            // Damaged files surface from the decoder as any of these.
            return Optional.empty();
        } finally {
            reader.reset();
        }
    }

    /** The same file with Huffman tables, if it has none. */
    static byte[] whole(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length && (jpeg[at] & 0xFF) == 0xFF) {
            int marker = jpeg[at + 1] & 0xFF;
            if (marker == 0xC4) {
                return jpeg;
            }
            if (marker == 0xDA) {
                return with(jpeg, at);
            }
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | (jpeg[at + 3] & 0xFF));
        }
        return jpeg;
    }

    private static byte[] with(byte[] jpeg, int at) {
        byte[] whole = new byte[jpeg.length + STANDARD_TABLES.length];
        System.arraycopy(jpeg, 0, whole, 0, at);
        System.arraycopy(STANDARD_TABLES, 0, whole, at, STANDARD_TABLES.length);
        System.arraycopy(jpeg, at, whole, at + STANDARD_TABLES.length, jpeg.length - at);
        return whole;
    }
}
