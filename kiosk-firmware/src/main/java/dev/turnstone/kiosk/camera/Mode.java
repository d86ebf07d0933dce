package dev.turnstone.kiosk.camera;

/**
 * One way in which a camera can be run.
 *
 * @param interval of one frame, in {@code intervalOf}-ths of a second: 1 of 30 is thirty frames a second; 0 of 1 where the
 *     camera does not say
 */
record Mode(PixelFormat format, int width, int height, int interval, int intervalOf) {
    /** Frames a second; 0 = unknown. */
    double rate() {
        return interval == 0 ? 0 : (double) intervalOf / interval;
    }

    @Override
    public String toString() {
        return "%s %d×%d%s".formatted(format, width, height, interval == 0 ? "" : " at %.0f/s".formatted(rate()));
    }
}
