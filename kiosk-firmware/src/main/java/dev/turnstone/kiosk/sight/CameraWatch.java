package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Judges a camera by what comes from it. It is told what happens, and when; what it says stays until the contrary is
 * seen, so that a camera which is opened again and again in vain is missing all the while.
 */
final class CameraWatch {
    /** A module of a Raspberry Pi takes two seconds to give its first frame. */
    static final Duration FIRST_FRAME_WITHIN = Duration.ofSeconds(10);

    static final Duration STALLED_AFTER = Duration.ofSeconds(3);

    /** A hand that is held before it covers nothing. */
    static final Duration COVERED_AFTER = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final boolean streams;
    private View view = new View.Opening();
    private long sinceNanos;
    private boolean filmed;
    private long lookedNanos;
    private boolean looked;
    private OptionalLong darkNanos = OptionalLong.empty();

    /** @param streams whether frames come by themselves, so that their absence says something */
    CameraWatch(boolean streams) {
        this.streams = streams;
        if (!streams) {
            view = new View.Clear();
        }
    }

    View view() {
        return view;
    }

    void opened(long nowNanos) {
        sinceNanos = nowNanos;
        filmed = false;
        looked = false;
        darkNanos = OptionalLong.empty();
    }

    void saw(Luma luma, long nowNanos) {
        sinceNanos = nowNanos;
        filmed = true;
        if (looked && nowNanos - lookedNanos < BETWEEN_LOOKS.toNanos()) {
            return;
        }
        looked = true;
        lookedNanos = nowNanos;
        if (!streams || !Light.of(luma).nothingToSee()) {
            darkNanos = OptionalLong.empty();
            view = new View.Clear();
            return;
        }
        darkNanos = OptionalLong.of(darkNanos.orElse(nowNanos));
        if (nowNanos - darkNanos.getAsLong() >= COVERED_AFTER.toNanos()) {
            view = new View.Covered();
        } else if (!(view instanceof View.Covered)) {
            view = new View.Clear();
        }
    }

    void failed(String why) {
        view = new View.Missing(why);
    }

    /** Whether the camera is open and silent for so long that it must be opened anew. */
    boolean stalled(long nowNanos) {
        Duration patience = filmed ? STALLED_AFTER : FIRST_FRAME_WITHIN;
        return streams && nowNanos - sinceNanos >= patience.toNanos();
    }
}
