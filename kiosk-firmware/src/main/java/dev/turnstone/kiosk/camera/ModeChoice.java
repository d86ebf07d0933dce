package dev.turnstone.kiosk.camera;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of a camera's modes is run: the one that is least far from what is wished for. Missing pixels keep a code from
 * being read at arm's length, missing frames make guests wait, and what must be unpacked or thinned out takes the time of
 * a core that reads codes.
 *
 * @param format the only one that is taken, where the configuration names one
 */
record ModeChoice(int width, int height, int rate, Optional<PixelFormat> format) {
    private static final double MISSING_PIXELS = 100;
    private static final double NEEDLESS_PIXELS = 40;
    private static final double MISSING_FRAMES = 120;
    /** Unpacking 720p thirty times a second. */
    private static final double UNPACKING = 55;

    private static final double THINNING = 2;
    private static final double UNPACKED_A_SECOND = 1_280.0 * 720 * 30;
    /** What does not say how fast it is, is taken to be slow. */
    private static final double UNKNOWN_RATE = 15;

    private static final int LEAST_WIDTH = 320;
    private static final int LEAST_HEIGHT = 240;

    Optional<Mode> of(List<Mode> modes) {
        return modes.stream()
                .filter(mode -> format.isEmpty() || format.get() == mode.format())
                .filter(mode -> mode.width() >= LEAST_WIDTH && mode.height() >= LEAST_HEIGHT)
                .min(Comparator.comparingDouble(this::regret));
    }

    private double regret(Mode mode) {
        double pixels = (double) mode.width() * mode.height() / ((double) width * height);
        double rateKnown = mode.rate() == 0 ? UNKNOWN_RATE : mode.rate();
        return Math.max(0, 1 - pixels) * MISSING_PIXELS
                + Math.max(0, pixels - 1) * NEEDLESS_PIXELS
                + Math.max(0, 1 - rateKnown / rate) * MISSING_FRAMES
                + work(mode, Math.min(rateKnown, rate));
    }

    private static double work(Mode mode, double rate) {
        return switch (mode.format()) {
            case GREY -> 0;
            case NV12, YU12 -> THINNING / 2;
            case YUYV, UYVY -> THINNING;
            case MJPG -> UNPACKING * mode.width() * mode.height() * rate / UNPACKED_A_SECOND + THINNING;
        };
    }
}
