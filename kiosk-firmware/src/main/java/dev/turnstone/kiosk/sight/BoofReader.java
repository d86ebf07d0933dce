package dev.turnstone.kiosk.sight;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/**
 * BoofCV on the luma plane. It looks for the corners' squares as shapes where ZXing counts dark and light along lines,
 * and so finds codes at steep angles and under uneven light; on what ZXing reads it is the slower one.
 */
final class BoofReader implements CodeReader {
    static {
        // A reader has one thread; the other cores are for the lanes.
        BoofConcurrency.USE_CONCURRENT = false;
    }

    private final QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
    private final GrayU8 plane = new GrayU8();

    @Override
    public Optional<String> read(Luma picture) {
        // The detector's own type, over the same bytes.
        plane.data = picture.pixels();
        plane.width = picture.width();
        plane.height = picture.height();
        plane.stride = picture.stride();
        try {
            detector.process(plane);
            return detector.getDetections().stream().map(BoofReader::text).findFirst();
        } catch (RuntimeException e) {
            // Some damaged codes lead it outside of a picture; to the guest it is a code not yet read.
            return Optional.empty();
        }
    }

    private static String text(QrCode code) {
        return code.message;
    }
}
