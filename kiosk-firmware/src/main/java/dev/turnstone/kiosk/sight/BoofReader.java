package dev.turnstone.kiosk.sight;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import dev.turnstone.kiosk.camera.Luma;
import georegression.struct.point.Point2D_F64;
import georegression.struct.shapes.Polygon2D_F64;
import java.util.List;

/**
 * BoofCV on the luma plane. It looks for the corners' squares as shapes where ZXing counts dark and light along lines,
 * and so finds codes at steep angles and under uneven light; on what ZXing reads it is the slower one.
 */
final class BoofReader implements CodeReader {
    /** Of a corner's square, which is seven modules wide. */
    private static final double QUIET_ZONE = 1.0 / 7;

    static {
        // A reader has one thread; the other cores are for the lanes.
        BoofConcurrency.USE_CONCURRENT = false;
    }

    private final QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
    private final GrayU8 plane = new GrayU8();

    @Override
    public Look look(Luma picture) {
        // The detector's own type, over the same bytes.
        plane.data = picture.pixels();
        plane.width = picture.width();
        plane.height = picture.height();
        plane.stride = picture.stride();
        try {
            detector.process(plane);
            List<QrCode> found = detector.getDetections();
            if (!found.isEmpty()) {
                return Look.found(found.getFirst().message, where(found.getFirst(), picture));
            }
            return detector.getFailures().stream()
                    .filter(BoofReader::isCode)
                    .findFirst()
                    .<Look>map(code -> new Look.Glimpsed(where(code, picture)))
                    .orElse(Look.NOTHING);
        } catch (RuntimeException e) {
            // Some damaged codes lead it outside of a picture; to the guest it is a code not yet read.
            return Look.NOTHING;
        }
    }

    /** Three squares in a lobby may stand like a code's corners; a code is one when its own words begin to make sense. */
    private static boolean isCode(QrCode code) {
        return switch (code.failureCause) {
            case ERROR_CORRECTION,
                    UNKNOWN_MODE,
                    READING_BITS,
                    MESSAGE_OVERFLOW,
                    DECODING_MESSAGE,
                    STRING_ENCODING_UNAVAILABLE,
                    KANJI_UNAVAILABLE,
                    ALIGNMENT,
                    READING_PADDING -> true;
            case NONE, FORMAT, VERSION -> false;
        };
    }

    private static Region where(QrCode code, Luma picture) {
        double left = picture.width();
        double right = 0;
        double top = picture.height();
        double bottom = 0;
        double side = 0;
        for (Polygon2D_F64 corner : List.of(code.ppCorner, code.ppRight, code.ppDown)) {
            side = Math.max(side, corner.getSideLength(0));
            for (Point2D_F64 point : corner.vertexes.toList()) {
                left = Math.min(left, point.x);
                right = Math.max(right, point.x);
                top = Math.min(top, point.y);
                bottom = Math.max(bottom, point.y);
            }
        }
        // The fourth corner has no mark, and lies across from the first.
        double acrossX = code.ppRight.get(0).x + code.ppDown.get(0).x - code.ppCorner.get(0).x;
        double acrossY = code.ppRight.get(0).y + code.ppDown.get(0).y - code.ppCorner.get(0).y;
        return Region.around(
                Math.min(left, acrossX - side),
                Math.min(top, acrossY - side),
                Math.max(right, acrossX + side),
                Math.max(bottom, acrossY + side),
                side * QUIET_ZONE,
                picture);
    }
}
