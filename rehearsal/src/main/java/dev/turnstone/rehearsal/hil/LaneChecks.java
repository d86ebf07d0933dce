package dev.turnstone.rehearsal.hil;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneConfig;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The lane as a library, on the real provider: its pins as somebody with a meter sees them. */
final class LaneChecks {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Half of what the fire contact must hold to count. */
    private static final Duration A_GLITCH = Duration.ofMillis(10);

    private final GpioSim wires;
    private final Verdicts verdicts;
    private final Path config;

    LaneChecks(GpioSim wires, Verdicts verdicts, Path config) {
        this.wires = wires;
        this.verdicts = verdicts;
        this.config = config;
    }

    void run() {
        wires.pullDown(Tripod.FIRST);
        try (Lane lane = Lanes.open(settings())) {
            firstLevels(lane);
            grantAndPassage(lane);
            debounce(lane);
            fire(lane);
            storm(lane);
            busyLine();
        }
        verdicts.that("a closed lane leaves its relay low", !wires.high(Tripod.RELAY));
        verdicts.that("a closed lane beats no more", !wires.beats(Tripod.KEEP_ALIVE, Duration.ofMillis(500)));
        missingChip();
        heldAndLetGo();
    }

    private void firstLevels(Lane lane) {
        verdicts.that("the relay is low from the first instant", !wires.high(Tripod.RELAY));
        verdicts.that("a fire contact that nothing closes is an alarm", lane.state() == LaneState.FREE);
        verdicts.that("a sensor's own resistor pulls it up at rest", wires.high(Tripod.SECOND));
        Tripod.rest(wires);
        verdicts.that("the lane locks once the contact is closed and a person resets", GpioSim.until(SOON, () -> {
            lane.resetAfterFire();
            return lane.state() == LaneState.LOCKED;
        }));
        verdicts.that("a locked lane beats", wires.beats(Tripod.KEEP_ALIVE, Duration.ofSeconds(1)));
    }

    private void grantAndPassage(Lane lane) {
        long asked = System.nanoTime();
        boolean granted = lane.grant(Direction.IN) instanceof GrantResult.Granted;
        long raised = System.nanoTime();
        verdicts.that("a grant raises the relay before it returns", granted && wires.high(Tripod.RELAY));
        verdicts.that("a grant lights the green lamp", soon(() -> wires.high(Tripod.GREEN)));
        boolean fell = soon(() -> !wires.high(Tripod.RELAY));
        // It rose somewhere between the question and the answer, and in this machine that may be long.
        long least = Duration.ofNanos(System.nanoTime() - raised).toMillis();
        long most = Duration.ofNanos(System.nanoTime() - asked).toMillis();
        verdicts.that(
                "a pulse of 800 ms lasts 800 ms (here from %d to %d)".formatted(least, most),
                fell && most >= 790 && least < 1_500);
        Tripod.turn(wires);
        verdicts.that(
                "a turn of the arm is one passage",
                soon(() -> lane.view().passages() == 1)
                        && lane.view().counters().forced() == 0);
        Tripod.turn(wires);
        verdicts.that(
                "a turn without a grant is one forced passage",
                soon(() -> lane.view().counters().forced() == 1));
    }

    /** The machine may be slow: only what really was a glitch, by the clock, says anything. */
    private void debounce(Lane lane) {
        int glitches = 0;
        boolean swallowed = true;
        for (int i = 0; i < 30 && glitches < 3; i++) {
            long began = System.nanoTime();
            wires.pullDown(Tripod.FIRE);
            wires.pullUp(Tripod.FIRE);
            boolean glitch = System.nanoTime() - began < A_GLITCH.toNanos();
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
            glitches += glitch ? 1 : 0;
            swallowed &= !glitch || lane.state() == LaneState.LOCKED;
            lane.resetAfterFire();
        }
        verdicts.that("the kernel's debounce swallows glitches of the fire contact", glitches == 3 && swallowed);
    }

    private void fire(Lane lane) {
        wires.pullDown(Tripod.FIRE);
        verdicts.that("an open fire contact frees the lane", soon(() -> lane.state() == LaneState.FREE));
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        verdicts.that(
                "in an emergency the keep-alive is silent", !wires.beats(Tripod.KEEP_ALIVE, Duration.ofMillis(700)));
        wires.pullUp(Tripod.FIRE);
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        verdicts.that("a contact that closes again locks nothing", lane.state() == LaneState.FREE);
        lane.resetAfterFire();
        verdicts.that("a person's reset does", lane.state() == LaneState.LOCKED);
    }

    private void storm(Lane lane) {
        AtomicBoolean loose = new AtomicBoolean(true);
        Thread wire = Thread.ofPlatform().daemon().start(() -> {
            while (loose.get()) {
                wires.pullDown(Tripod.SECOND);
                wires.pullUp(Tripod.SECOND);
            }
        });
        verdicts.that(
                "a loose wire is a fault of the lane, not passages",
                soon(() -> lane.view().faults().contains(Fault.SENSOR_STORM))
                        && lane.view().passages() == 1);
        loose.set(false);
        try {
            wire.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        verdicts.that("the fault ends with the storm", soon(() -> lane.state() == LaneState.LOCKED));
    }

    /** A second program on the same lines: it waits for them as it waits for a board that is unplugged. */
    private void busyLine() {
        try (Lane second = Lanes.open(settings())) {
            String said = second.trace().trouble().orElse("");
            verdicts.that("a line that is held says by whom: " + said, said.contains("is held by \"turnstone\""));
            verdicts.that(
                    "a lane whose lines are held is free and says so",
                    soon(() -> second.state() == LaneState.FREE
                            && second.view().faults().contains(Fault.BARRIER_LOST)));
        }
    }

    private void missingChip() {
        LaneSettings settings = settings();
        LaneSettings.Gpio gpio = (LaneSettings.Gpio) settings.hardware();
        LaneSettings elsewhere = new LaneSettings(
                settings.lane(),
                settings.profile(),
                settings.timings(),
                new LaneSettings.Gpio(
                        Optional.of("no-such-chip"), gpio.wiring(), gpio.strictGpiod(), gpio.board(), gpio.strip()),
                settings.memory());
        try (Lane lane = Lanes.open(elsewhere)) {
            String said = lane.trace().trouble().orElse("");
            verdicts.that(
                    "a chip that is missing says which there are: " + said,
                    said.contains("no GPIO chip labelled \"no-such-chip\"") && said.contains("\"turnstone-hil\""));
            verdicts.that(
                    "a lane without its chip is free and says so",
                    soon(() -> lane.state() == LaneState.FREE
                            && lane.view().faults().equals(Set.of(Fault.BARRIER_LOST, Fault.SENSOR_LOST))));
        }
    }

    /** The line is let go of, and whoever waited for it serves. */
    private void heldAndLetGo() {
        Lane first = Lanes.open(settings());
        try (Lane second = Lanes.open(settings())) {
            first.close();
            boolean mended = GpioSim.until(
                    Duration.ofSeconds(20), () -> second.view().faults().isEmpty());
            Tripod.rest(wires);
            boolean reset = soon(() -> {
                second.resetAfterFire();
                return second.state() == LaneState.LOCKED;
            });
            verdicts.that(
                    "a lane whose lines are let go of takes them and serves",
                    mended
                            && reset
                            && second.grant(Direction.IN) instanceof GrantResult.Granted
                            && wires.high(Tripod.RELAY));
        }
    }

    private LaneSettings settings() {
        Config read = Config.load(config, Map.of());
        return LaneConfig.read(read, read.section("controller"), Optional.empty());
    }

    private static boolean soon(BooleanSupplier condition) {
        return GpioSim.until(SOON, condition);
    }
}
