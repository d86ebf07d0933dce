package dev.turnstone.turnstile.lane;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.light.Light;
import dev.turnstone.turnstile.light.Lights;
import java.time.Duration;
import java.util.Optional;

/**
 * A technician tries the outputs of a lane, one at a time and each for a moment. A test that nobody goes on with ends by
 * itself, so that no lane stays closed because somebody was called away.
 */
final class OutputTest {
    static final Duration ENDS_AFTER = Duration.ofMinutes(3);
    static final Duration SHOWN_FOR = Duration.ofSeconds(2);

    private Optional<Long> endsAt = Optional.empty();
    private Optional<OutputLine> tried = Optional.empty();
    private long triedUntil;

    Duty duty() {
        return endsAt.isPresent() ? Duty.UNDER_TEST : Duty.SERVING;
    }

    void begin(long nowNanos) {
        endsAt = Optional.of(nowNanos + ENDS_AFTER.toNanos());
    }

    void end() {
        endsAt = Optional.empty();
        tried = Optional.empty();
    }

    void attempt(long nowNanos, OutputLine line) {
        begin(nowNanos);
        tried = Optional.of(line);
        triedUntil = nowNanos + SHOWN_FOR.toNanos();
    }

    /** Time has passed; says whether the test has lasted long enough. */
    boolean over(long nowNanos) {
        if (tried.isPresent() && nowNanos - triedUntil >= 0) {
            tried = Optional.empty();
        }
        return endsAt.filter(end -> nowNanos - end >= 0).isPresent();
    }

    boolean tries(OutputLine line) {
        return tried.equals(Optional.of(line));
    }

    boolean tries(Direction direction) {
        return tries(direction == Direction.IN ? OutputLine.RELAY_IN : OutputLine.RELAY_OUT);
    }

    /** The lamp that is tried shines alone. */
    Lights lights() {
        return new Lights(
                light(OutputLine.RED_IN, OutputLine.AMBER_IN, OutputLine.GREEN_IN),
                light(OutputLine.RED_OUT, OutputLine.AMBER_OUT, OutputLine.GREEN_OUT));
    }

    long nanosUntilChange(long nowNanos) {
        long end = endsAt.map(at -> at - nowNanos).orElse(Long.MAX_VALUE);
        return tried.isPresent() ? Math.min(end, triedUntil - nowNanos) : end;
    }

    private Light light(OutputLine red, OutputLine amber, OutputLine green) {
        if (tries(green)) {
            return Light.GREEN;
        }
        if (tries(amber)) {
            return Light.AMBER;
        }
        return tries(red) ? Light.RED : Light.DARK;
    }
}
