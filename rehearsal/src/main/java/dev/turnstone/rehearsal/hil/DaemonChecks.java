package dev.turnstone.rehearsal.hil;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The lane as a program of its own: what is left at its wires when it dies or hangs. */
final class DaemonChecks {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration WATCHDOG = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofMillis(700);

    private final GpioSim wires;
    private final Verdicts verdicts;
    private final Path config;
    private final NotifyEar ear = new NotifyEar(Path.of("/run/notify"));

    DaemonChecks(GpioSim wires, Verdicts verdicts, Path config) {
        this.wires = wires;
        this.verdicts = verdicts;
        this.config = config;
    }

    void run() throws IOException {
        try {
            hung();
            stillInAnEmergency();
            killed();
            ended();
        } catch (NotStarted e) {
            verdicts.that("the lane's program starts", false);
        } finally {
            ear.close();
        }
    }

    private void hung() throws IOException {
        Process lane = govern(systemd());
        verdicts.that("the program governs: the keep-alive beats", beats());
        verdicts.that("while it does it feeds its watchdog", ear.fed(3, SOON.multipliedBy(2)));
        boolean high = hangsWithTheRelayHigh(lane);
        verdicts.that("a program that hangs beats no more, so hardware frees the way out", silent());
        verdicts.that(
                "and feeds its watchdog no more, while nothing drops the relay",
                high && !ear.fed(1, WATCHDOG) && wires.high(Tripod.RELAY));
        wires.pullDown(Tripod.FIRE);
        pause(Duration.ofMillis(200));
        Signals.go(lane);
        verdicts.that("a fire that began while it hung is seen when it goes on", soon(this::silent));
        wires.pullUp(Tripod.FIRE);
        kill(lane);
    }

    /** The relay's pulse is short and this machine slow: whoever comes too late tries again when the grant has ended. */
    private boolean hangsWithTheRelayHigh(Process lane) {
        for (int attempt = 0; attempt < 3; attempt++) {
            wires.pullDown(Tripod.BUTTON);
            soon(() -> wires.high(Tripod.RELAY));
            Signals.stop(lane);
            wires.pullUp(Tripod.BUTTON);
            if (wires.high(Tripod.RELAY)) {
                return true;
            }
            Signals.go(lane);
            pause(Tripod.GRANT.plus(SILENCE));
        }
        Signals.stop(lane);
        return false;
    }

    private void stillInAnEmergency() throws IOException {
        Process lane = start();
        verdicts.that("a program that starts in an emergency leaves the way out free", silent());
        turnKey();
        verdicts.that("the reset key ends it", beats());
        kill(lane);
    }

    private void killed() throws IOException {
        Process lane = govern();
        wires.pullDown(Tripod.BUTTON);
        verdicts.that("the button of staff raises the relay", soon(() -> wires.high(Tripod.RELAY)));
        kill(lane);
        wires.pullUp(Tripod.BUTTON);
        verdicts.that("kill -9 with the relay high leaves it low", soon(() -> !wires.high(Tripod.RELAY)));
        verdicts.that("kill -9 ends the keep-alive", silent());
    }

    private void ended() throws IOException {
        Process lane = govern(systemd());
        verdicts.that("a restarted program governs again", beats());
        forgetful();
        verdicts.that("once it can be written again the watchdog is fed again", reset() && ear.fed(1, SOON));
        lane.destroy();
        boolean left = soon(() -> !lane.isAlive());
        verdicts.that(
                "a program that is asked to end leaves the relay low and the keep-alive silent",
                left && silent() && !wires.high(Tripod.RELAY));
    }

    private Map<String, String> systemd() {
        return Map.of(
                "NOTIFY_SOCKET", ear.address().toString(), "WATCHDOG_USEC", Long.toString(WATCHDOG.toMillis() * 1_000));
    }

    /** What stands in the way of its one file: it turns as well as ever, and only a new start could mend it. */
    private void forgetful() throws IOException {
        Path inTheWay = Path.of("/run/daemon/emergency-hil");
        Files.createDirectories(inTheWay.resolve("a-folder"));
        wires.pullDown(Tripod.FIRE);
        boolean free = soon(this::silent);
        // Whatever was said while the alarm was being written.
        boolean unfed = soon(() -> !ear.fed(1, WATCHDOG));
        verdicts.that("a lane that cannot write down its alarm is free, and feeds its watchdog no more", free && unfed);
        wires.pullUp(Tripod.FIRE);
        Files.delete(inTheWay.resolve("a-folder"));
        Files.delete(inTheWay);
    }

    /**
     * The program, once a person has reset it: requesting the fire contact's line turns on its resistor, which is all
     * that a simulated wire obeys, so that every start here begins with an alarm.
     */
    private Process govern() throws IOException {
        return govern(Map.of());
    }

    private Process govern(Map<String, String> environment) throws IOException {
        Process lane = start(environment);
        turnKey();
        return lane;
    }

    /** As a person does it: the contact has only just closed, and who turned the key too early turns it again. */
    private boolean reset() {
        return soon(() -> {
            turnKey();
            return !silent();
        });
    }

    private void turnKey() {
        wires.pullDown(Tripod.KEY);
        pause(Duration.ofMillis(200));
        wires.pullUp(Tripod.KEY);
    }

    /** The lane's own program, once it says that it is ready, with its wires at rest. */
    private Process start() throws IOException {
        return start(Map.of());
    }

    private Process start(Map<String, String> environment) throws IOException {
        Path log = Files.createTempFile(Path.of("/run"), "lane", ".log");
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=/run",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.turnstone.turnstile.app.Main",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().putAll(environment);
        Process process = program.start();
        boolean ready = GpioSim.until(START, () -> contains(log, "lane is ready") || !process.isAlive());
        if (!ready || !process.isAlive()) {
            System.out.print(Files.readString(log));
            throw new NotStarted();
        }
        Tripod.rest(wires);
        pause(Duration.ofMillis(300));
        return process;
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        soon(() -> !process.isAlive());
    }

    private boolean beats() {
        return wires.beats(Tripod.KEEP_ALIVE, SOON);
    }

    private boolean silent() {
        return !wires.beats(Tripod.KEEP_ALIVE, SILENCE);
    }

    private static boolean contains(Path file, String words) {
        try {
            return Files.readString(file).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static boolean soon(BooleanSupplier condition) {
        return GpioSim.until(SOON, condition);
    }

    /** The log of the program has then been printed. */
    private static final class NotStarted extends RuntimeException {}
}
