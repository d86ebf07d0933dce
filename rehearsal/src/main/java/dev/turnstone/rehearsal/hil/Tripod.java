package dev.turnstone.rehearsal.hil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The lane under test, and its wires as somebody outside holds them. */
final class Tripod {
    static final int RELAY = 17;
    static final int KEEP_ALIVE = 27;
    static final int FIRE = 5;
    static final int FIRST = 6;
    static final int SECOND = 13;
    static final int BUTTON = 19;
    static final int KEY = 26;
    static final int GREEN = 22;

    /** How long a release stands while nobody walks. */
    static final Duration GRANT = Duration.ofSeconds(8);

    private static final Duration QUARTER_TURN = Duration.ofMillis(60);

    private Tripod() {}

    static Path config(String name, int relay) throws IOException {
        Path file = Path.of("/run", name + ".yaml");
        return Files.writeString(file, """
            lane: hil
            direction: in
            data: /run/%1$s
            controller:
              mode: gpio
              chip: turnstone-hil
              barrier: pulse
              sensing: two-phase
              on-death: hold
              way-out: {power-lost: mechanism, process-dead: keep-alive, fire: contact}
              timings: {pulse: 800ms, grant: %3$ds}
            pins: {relay-in: %2$d, keep-alive: 27, fire: 5, first-phase: 6, second-phase: 13, manual-release: 19, reset-key: 26, green-in: 22, debounce: 0ms}
            """.formatted(name, relay, GRANT.toSeconds()));
    }

    /** Everything at rest: the fire contact closed, nobody at the arm, the button up. */
    static void rest(GpioSim wires) {
        wires.pullUp(FIRE);
        wires.pullUp(FIRST);
        wires.pullUp(SECOND);
        wires.pullUp(BUTTON);
        wires.pullUp(KEY);
    }

    /** Somebody turns the arm inwards. */
    static void turn(GpioSim wires) {
        wires.pullDown(FIRST);
        pause();
        wires.pullDown(SECOND);
        pause();
        wires.pullUp(FIRST);
        pause();
        wires.pullUp(SECOND);
        pause();
    }

    private static void pause() {
        LockSupport.parkNanos(QUARTER_TURN.toNanos());
    }
}
