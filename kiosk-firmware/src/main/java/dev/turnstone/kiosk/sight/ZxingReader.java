package dev.turnstone.kiosk.sight;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/**
 * ZXing on the luma plane: first with local thresholds, which cope with shadows and glare, then with one global
 * threshold, which copes with the even light and thick modules of a phone.
 */
public final class ZxingReader implements CodeReader {
    private final QRCodeReader reader = new QRCodeReader();
    private final QRCodeMultiReader searcher = new QRCodeMultiReader();

    @Override
    public Optional<String> read(Luma picture) {
        LuminanceSource source = source(picture);
        return read(new HybridBinarizer(source)).or(() -> read(new GlobalHistogramBinarizer(source)));
    }

    Optional<String> withLocalThresholds(Luma picture) {
        return read(new HybridBinarizer(source(picture)));
    }

    Optional<String> withOneThreshold(Luma picture) {
        return read(new GlobalHistogramBinarizer(source(picture)));
    }

    /**
     * Tries every three marks that could be a code's corners. The quick search settles for one three, and where the
     * data of a code happens to look like a corner it settles for the wrong one, however clean the picture.
     */
    Optional<String> amongAllCorners(Luma picture) {
        try {
            Result[] found = searcher.decodeMultiple(new BinaryBitmap(new HybridBinarizer(source(picture))));
            return found.length == 0 ? Optional.empty() : Optional.of(found[0].getText());
        } catch (ReaderException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // As below: a damaged code is one not yet read.
            return Optional.empty();
        }
    }

    /** Light modules on a dark ground. */
    Optional<String> inverted(Luma picture) {
        return read(new HybridBinarizer(source(picture).invert()));
    }

    private static LuminanceSource source(Luma picture) {
        return new PlanarYUVLuminanceSource(
                picture.pixels(), picture.stride(), picture.height(), 0, 0, picture.width(), picture.height(), false);
    }

    private Optional<String> read(Binarizer binarizer) {
        try {
            return Optional.of(reader.decode(new BinaryBitmap(binarizer)).getText());
        } catch (ReaderException e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // Some damaged codes make the decoder read past its tables; to the guest it is a code not yet read.
            return Optional.empty();
        } finally {
            reader.reset();
        }
    }
}
