package dev.turnstone.rehearsal.hil;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.kiosk.camera.Camera;
import dev.turnstone.kiosk.camera.CameraFault;
import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneConfig;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Lanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The driver at the kernel's own simulated cameras: a code that is filmed moves a pin. */
final class CameraChecks {
    private static final Path LOOP = Path.of("/dev/video10");
    private static final Path VIVID = Path.of("/sys/bus/platform/drivers/vivid");
    private static final Path DATA = Path.of("/run/gate");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final GpioSim wires;
    private final Verdicts verdicts;
    private final Path lane;

    CameraChecks(GpioSim wires, Verdicts verdicts, Path lane) {
        this.wires = wires;
        this.verdicts = verdicts;
        this.lane = lane;
    }

    void run() throws IOException {
        LumaDevice camera = camera("card: turnstone-loop, format: yuyv");
        String said = fault(camera);
        verdicts.that("a camera that films nothing yet says so: " + said, said.contains("is no camera"));
        try (LoopCamera loop = new LoopCamera(LOOP)) {
            filmed(camera, loop);
        }
        plugged();
    }

    /** A guest's way through a gate that nobody helps: filmed, verified, decided, written down, released, walked. */
    private void filmed(LumaDevice camera, LoopCamera loop) throws IOException {
        try (Lane opened = Lanes.open(settings())) {
            Tripod.rest(wires);
            soon(() -> {
                opened.resetAfterFire();
                return opened.state() == LaneState.LOCKED;
            });
            try (FilmedGate gate = new FilmedGate(DATA, camera, opened)) {
                verdicts.that("a camera that films is seen through", soon(() -> gate.view() instanceof View.Clear));
                verdicts.that("nothing shown opens nothing", !wires.high(Tripod.RELAY));
                loop.show(gate.pass(0));
                verdicts.that(
                        "a pass before the camera raises the relay",
                        soon(() -> wires.high(Tripod.RELAY) || isTurnedAway(gate)) && !isTurnedAway(gate));
                verdicts.that(
                        "it was verified, decided and written down before that",
                        gate.facts().stream().anyMatch(Fact.Intent.class::isInstance));
                Tripod.turn(wires);
                verdicts.that("who walks through is written down as inside", soon(() -> passed(gate)));
                loop.show(gate.pass(1).replaceAll("...$", "000"));
                verdicts.that("a pass that somebody changed is refused", soon(() -> refused(gate)));
                loop.show(gate.pass(0));
                verdicts.that("and the first, shown again, is inside already", soon(() -> isInside(gate)));
                verdicts.that(
                        "one showing is one presentation, and only the first moved the pin",
                        gate.decided().size() == 3 && opened.view().passages() == 1);
                loop.running(false);
                verdicts.that("a camera that stalls is missing", soon(() -> gate.view() instanceof View.Missing));
                loop.running(true);
                verdicts.that("and is seen through again", soon(() -> gate.view() instanceof View.Clear));
            }
        }
    }

    private static boolean isTurnedAway(FilmedGate gate) {
        return gate.decided().stream().anyMatch(decision -> !(decision instanceof Decision.Admit));
    }

    private static boolean passed(FilmedGate gate) {
        return gate.facts().stream()
                .anyMatch(fact -> fact instanceof Fact.Outcome outcome && outcome.passage() == Passage.COMPLETED);
    }

    private static boolean refused(FilmedGate gate) {
        return gate.decided().size() == 2
                && gate.decided().getLast() instanceof Decision.Refuse refuse
                && (refuse.reason() == Reason.FORGED || refuse.reason() == Reason.NOT_A_PASS);
    }

    private static boolean isInside(FilmedGate gate) {
        return gate.decided().getLast() instanceof Decision.Refuse refuse && refuse.reason() == Reason.ALREADY_INSIDE;
    }

    /** A camera of many formats, pulled out and put back. */
    private void plugged() throws IOException {
        for (String format : new String[] {"grey", "nv12", "yuyv"}) {
            LumaDevice camera = camera("card: vivid, width: 640, height: 360, format: " + format);
            Optional<Frame> frame = opened(camera);
            verdicts.that("a camera films in " + format, frame.isPresent() && isPicture(frame.get()));
            camera.close();
        }
        LumaDevice camera = camera("card: vivid, width: 640, height: 360");
        opened(camera);
        Files.writeString(VIVID.resolve("unbind"), "vivid.0");
        String[] said = {""};
        verdicts.that("a camera that is pulled out says so", soon(() -> {
            said[0] = fault(camera);
            return said[0].contains("plug the camera in");
        }));
        camera.close();
        Files.writeString(VIVID.resolve("bind"), "vivid.0");
        verdicts.that("and is taken up when it comes back", opened(camera).isPresent());
        camera.close();
    }

    /** Vivid films a row of colours: something bright and something dark. */
    private static boolean isPicture(Frame frame) {
        int darkest = 255;
        int lightest = 0;
        for (int x = 0; x < frame.luma().width(); x += 4) {
            int brightness = frame.luma().at(x, frame.luma().height() / 3);
            darkest = Math.min(darkest, brightness);
            lightest = Math.max(lightest, brightness);
        }
        return frame.luma().width() == 640 && darkest < 60 && lightest > 150;
    }

    private Optional<Frame> opened(LumaDevice camera) {
        Frame[] frame = new Frame[1];
        soon(() -> {
            try {
                camera.open();
                camera.awaitFrame(A_WHILE).ifPresent(taken -> frame[0] = taken);
            } catch (CameraFault e) {
                System.out.println(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return frame[0] != null;
        });
        return Optional.ofNullable(frame[0]);
    }

    private static String fault(LumaDevice camera) {
        try {
            camera.open();
            camera.awaitFrame(A_WHILE);
            return "nothing is wrong";
        } catch (CameraFault e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static LumaDevice camera(String settings) throws IOException {
        Path file = Path.of("/run/one-camera.yaml");
        Files.writeString(file, "camera: {driver: v4l2, %s}%n".formatted(settings));
        return Camera.of(Config.load(file, Map.of()).section("camera"), () -> false)
                .device();
    }

    private LaneSettings settings() {
        Config read = Config.load(lane, Map.of());
        return LaneConfig.read(read, read.section("controller"), Optional.empty());
    }

    private static boolean soon(BooleanSupplier condition) {
        return GpioSim.until(SOON, condition);
    }
}
