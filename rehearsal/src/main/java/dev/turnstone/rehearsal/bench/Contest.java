package dev.turnstone.rehearsal.bench;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.sight.CodeReader;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.ZxingReader;
import dev.turnstone.rehearsal.bench.Photographs.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gate's readers beside plain ZXing on the same pictures. Each reader takes each picture several times in turn, and
 * the fastest of each counts: what else the machine does is nobody's merit.
 */
final class Contest {
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 150;

    private final CodeReader quick = new ZxingReader();
    private final CodeReader patient = new PatientReader();

    /** What one side made of the pictures: of each the time, and of those it read rightly. */
    private static final class Score {
        private final List<Long> all = new ArrayList<>();
        private final List<Long> read = new ArrayList<>();

        void add(long nanos, boolean right) {
            all.add(nanos);
            if (right) {
                read.add(nanos);
            }
        }

        double rate() {
            return 100.0 * read.size() / all.size();
        }

        static double p95(List<Long> nanos) {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[sorted.length * 95 / 100];
        }
    }

    /**
     * @param p95Ratio our time to the text by ZXing's, at the 95th of 100 pictures that each read
     * @param p95RatioOfAll the same with the time that was spent in vain on unread ones
     */
    record Result(double ourRate, double zxingRate, double p95Ratio, double p95RatioOfAll) {}

    private record Try(Optional<String> text, long nanos) {
        Try better(Try other) {
            return other.nanos < nanos ? other : this;
        }
    }

    Result over(List<Shot> shots) {
        for (int at = 0; at < Math.min(WARM_UP, shots.size()); at++) {
            ours(shots.get(at).picture());
            zxing(shots.get(at).picture());
        }
        Score ours = new Score();
        Score zxing = new Score();
        for (Shot shot : shots) {
            Try we = ours(shot.picture());
            Try they = zxing(shot.picture());
            for (int round = 1; round < ROUNDS; round++) {
                we = we.better(ours(shot.picture()));
                they = they.better(zxing(shot.picture()));
            }
            ours.add(we.nanos, we.text.filter(shot::says).isPresent());
            zxing.add(they.nanos, they.text.filter(shot::says).isPresent());
        }
        return new Result(
                ours.rate(),
                zxing.rate(),
                Score.p95(ours.read) / Score.p95(zxing.read),
                Score.p95(ours.all) / Score.p95(zxing.all));
    }

    boolean readsAnything(Luma picture) {
        return ours(picture).text.isPresent();
    }

    /** Each reader has a core of its own at a gate: their times run beside each other, not one after the other. */
    private Try ours(Luma picture) {
        Try first = tried(quick, picture);
        Try second = tried(patient, picture);
        if (first.text.isPresent() != second.text.isPresent()) {
            return first.text.isPresent() ? first : second;
        }
        // Of two answers the sooner counts; that there is none is known when both have given up.
        boolean firstIsSooner = first.nanos < second.nanos;
        return first.text.isPresent() == firstIsSooner ? first : second;
    }

    private static Try tried(CodeReader reader, Luma picture) {
        long start = System.nanoTime();
        Optional<String> text = reader.read(picture);
        return new Try(text, System.nanoTime() - start);
    }

    private static Try zxing(Luma picture) {
        long start = System.nanoTime();
        Optional<String> text;
        try {
            text = Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(new PlanarYUVLuminanceSource(
                            picture.pixels(),
                            picture.stride(),
                            picture.height(),
                            0,
                            0,
                            picture.width(),
                            picture.height(),
                            false))))
                    .getText());
        } catch (ReaderException | ArrayIndexOutOfBoundsException e) {
            text = Optional.empty();
        }
        return new Try(text, System.nanoTime() - start);
    }
}
