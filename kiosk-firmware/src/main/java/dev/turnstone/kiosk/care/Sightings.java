package dev.turnstone.kiosk.care;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.platform.metrics.Metrics;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Counts what the eyes see on its way to whoever acts on it: how many frames a second are looked at, and what is in them. */
public final class Sightings implements Eyes.Onlooker {
    private static final int SECONDS = 10;

    private final Eyes.Onlooker onlooker;
    /** Frames of each of the last seconds, and which second that is; guarded by this. */
    private final long[] frames = new long[SECONDS];

    private final long[] second = new long[SECONDS];
    private volatile long looked;
    private volatile long unread;
    private volatile long read;

    public Sightings(Metrics metrics, Eyes.Onlooker onlooker) {
        this.onlooker = onlooker;
        Arrays.fill(second, Long.MIN_VALUE);
        metrics.counted("gate_frames_total", "Frames that were looked at", () -> looked);
        metrics.counted("gate_codes_read_total", "Codes that were read and presented", () -> read);
        metrics.counted("gate_codes_unread_total", "Looks at a code that nobody could read", () -> unread);
    }

    @Override
    public boolean attending() {
        return onlooker.attending();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Never called by two threads at once; others only read.
    public void saw(Frame frame) {
        looked++;
        count(TimeUnit.NANOSECONDS.toSeconds(frame.takenNanos()));
        onlooker.saw(frame);
    }

    private synchronized void count(long now) {
        int slot = Math.floorMod(now, SECONDS);
        if (second[slot] != now) {
            second[slot] = now;
            frames[slot] = 0;
        }
        frames[slot]++;
    }

    /** In the last whole seconds. */
    public synchronized double framesPerSecond(long nowNanos) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nowNanos);
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            long ago = now - second[slot];
            sum += second[slot] != Long.MIN_VALUE && ago >= 1 && ago < SECONDS ? frames[slot] : 0;
        }
        return sum / (double) (SECONDS - 1);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void foundNothing(Frame frame, Trouble trouble) {
        unread += trouble == Trouble.NO_CODE ? 0 : 1;
        onlooker.foundNothing(frame, trouble);
    }

    @Override
    public void foundTwo(Frame frame) {
        onlooker.foundTwo(frame);
    }

    @Override
    public void viewEmpty() {
        onlooker.viewEmpty();
    }

    @Override
    public void views(View view) {
        onlooker.views(view);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void presented(String text, long takenNanos) {
        read++;
        onlooker.presented(text, takenNanos);
    }
}
