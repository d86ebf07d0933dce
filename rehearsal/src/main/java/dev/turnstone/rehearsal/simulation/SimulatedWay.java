package dev.turnstone.rehearsal.simulation;

import java.util.SplittableRandom;

/**
 * One way between a gate and the hub. While it stands, messages are late, repeated, lost or overtake each other; when it
 * is cut, whatever is under way is gone.
 */
final class SimulatedWay {
    private final Timeline timeline;
    private final SplittableRandom random;
    private final Weather weather;
    private boolean up = true;
    private int connection;
    private long latestArrivalMs;

    SimulatedWay(Timeline timeline, SplittableRandom random, Weather weather) {
        this.timeline = timeline;
        this.random = random;
        this.weather = weather;
    }

    boolean isUp() {
        return up;
    }

    void cut() {
        up = false;
        connection++;
    }

    void restore() {
        up = true;
    }

    /** Both ends live, and what was under way between them does not. */
    void reset() {
        connection++;
    }

    void send(Runnable arrival) {
        if (!up) {
            return;
        }
        if (weather.strikes(weather.loss())) {
            weather.reached(Reached.MESSAGE_LOST);
        } else {
            deliver(arrival);
        }
        if (weather.strikes(weather.repeat())) {
            weather.reached(Reached.MESSAGE_REPEATED);
            deliver(arrival);
        }
    }

    private void deliver(Runnable arrival) {
        int sentOn = connection;
        long delay = weather.strikes(weather.slow()) ? random.nextLong(300, 3_000) : random.nextLong(1, 40);
        long arrives = timeline.nowMs() + delay;
        if (arrives < latestArrivalMs) {
            weather.reached(Reached.MESSAGE_OVERTAKEN);
        }
        latestArrivalMs = Math.max(latestArrivalMs, arrives);
        timeline.after(delay, () -> {
            if (up && connection == sentOn) {
                arrival.run();
            }
        });
    }
}
