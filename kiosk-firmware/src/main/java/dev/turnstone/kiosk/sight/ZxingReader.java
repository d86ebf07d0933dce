package dev.turnstone.kiosk.sight;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.detector.FinderPattern;
import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/**
 * ZXing on the luma plane: first with local thresholds, which cope with shadows and glare, then with one global
 * threshold, which copes with the even light and thick modules of a phone.
 */
public final class ZxingReader implements CodeReader {
    /** From the middle of a corner's mark to the end of the code are three modules and a half. */
    private static final double TO_THE_EDGE = 4.5;

    private final QRCodeReader reader = new QRCodeReader();
    private final QRCodeMultiReader searcher = new QRCodeMultiReader();

    @Override
    public Look look(Luma picture) {
        LuminanceSource source = source(picture, Region.all(picture));
        Look look = read(new HybridBinarizer(source), picture, Region.all(picture));
        return look instanceof Look.Found
                ? look
                : read(new GlobalHistogramBinarizer(source), picture, Region.all(picture));
    }

    @Override
    public Optional<String> beside(Code found, Luma picture) {
        Luma rest = Filters.without(picture, found.where());
        return withLocalThresholds(rest) instanceof Look.Found(Code other)
                ? Optional.of(other.text()).filter(text -> !text.equals(found.text()))
                : Optional.empty();
    }

    Look withLocalThresholds(Luma picture) {
        return withLocalThresholds(picture, Region.all(picture));
    }

    Look withLocalThresholds(Luma picture, Region region) {
        return read(new HybridBinarizer(source(picture, region)), picture, region);
    }

    Look withOneThreshold(Luma picture) {
        Region all = Region.all(picture);
        return read(new GlobalHistogramBinarizer(source(picture, all)), picture, all);
    }

    /**
     * Tries every three marks that could be a code's corners. The quick search settles for one three, and where the
     * data of a code happens to look like a corner it settles for the wrong one, however clean the picture.
     */
    Look amongAllCorners(Luma picture) {
        Region all = Region.all(picture);
        try {
            Result[] found = searcher.decodeMultiple(new BinaryBitmap(new HybridBinarizer(source(picture, all))));
            return found.length == 0 ? Look.NOTHING : found(found[0], picture, all);
        } catch (ReaderException e) {
            return Look.NOTHING;
        } catch (RuntimeException e) {
            // As below: a damaged code is one not yet read.
            return Look.NOTHING;
        }
    }

    /** Light modules on a dark ground. */
    Look inverted(Luma picture) {
        Region all = Region.all(picture);
        return read(new HybridBinarizer(source(picture, all).invert()), picture, all);
    }

    private static LuminanceSource source(Luma picture, Region region) {
        return new PlanarYUVLuminanceSource(
                picture.pixels(),
                picture.stride(),
                picture.height(),
                region.x(),
                region.y(),
                region.width(),
                region.height(),
                false);
    }

    private Look read(Binarizer binarizer, Luma picture, Region region) {
        try {
            return found(reader.decode(new BinaryBitmap(binarizer)), picture, region);
        } catch (ReaderException e) {
            return Look.NOTHING;
        } catch (RuntimeException e) {
            // Some damaged codes make the decoder read past its tables; to the guest it is a code not yet read.
            return Look.NOTHING;
        } finally {
            reader.reset();
        }
    }

    private static Look found(Result result, Luma picture, Region region) {
        return Look.found(result.getText(), where(result.getResultPoints(), picture, region));
    }

    /** The marks of three corners tell where the fourth is. */
    private static Region where(ResultPoint[] marks, Luma picture, Region region) {
        if (marks == null || marks.length < 3) {
            return region;
        }
        double fourthX = (double) marks[0].getX() + marks[2].getX() - marks[1].getX();
        double fourthY = (double) marks[0].getY() + marks[2].getY() - marks[1].getY();
        double left = fourthX;
        double right = fourthX;
        double top = fourthY;
        double bottom = fourthY;
        double module = 1;
        for (int i = 0; i < 3; i++) {
            left = Math.min(left, marks[i].getX());
            right = Math.max(right, marks[i].getX());
            top = Math.min(top, marks[i].getY());
            bottom = Math.max(bottom, marks[i].getY());
            module = marks[i] instanceof FinderPattern mark ? Math.max(module, mark.getEstimatedModuleSize()) : module;
        }
        return Region.around(
                region.x() + left,
                region.y() + top,
                region.x() + right,
                region.y() + bottom,
                TO_THE_EDGE * module,
                picture);
    }
}
