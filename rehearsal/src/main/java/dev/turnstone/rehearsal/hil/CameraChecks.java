package dev.turnstone.rehearsal.hil;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.kiosk.camera.Camera;
import dev.turnstone.kiosk.camera.CameraFault;
import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.LumaDevice;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.PatientReader;
import dev.turnstone.kiosk.sight.Showing;
import dev.turnstone.kiosk.sight.TrackingReader;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.kiosk.sight.ZxingReader;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The driver at the kernel's own simulated cameras: a code that is filmed moves a pin. */
final class CameraChecks {
    private static final Path LOOP = Path.of("/dev/video10");
    private static final Path VIVID = Path.of("/sys/bus/platform/drivers/vivid");
    /** The length of a pass, with the spaces that belong to it. */
    private static final String PASS = " TURNSTONE HIL 0123456789 ".repeat(5).substring(0, 119);

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

    private void filmed(LumaDevice camera, LoopCamera loop) {
        try (Lane opened = Lanes.open(settings())) {
            Tripod.rest(wires);
            soon(() -> {
                opened.resetAfterFire();
                return opened.state() == LaneState.LOCKED;
            });
            Door door = new Door(opened);
            try (Eyes eyes = new Eyes(
                    camera, new TrackingReader(new ZxingReader()), new PatientReader(), new Showing(A_WHILE), door)) {
                eyes.start();
                verdicts.that("a camera that films is seen through", soon(() -> door.frames.get() > 0));
                verdicts.that("nothing shown opens nothing", !wires.high(Tripod.RELAY));
                loop.show(PASS);
                verdicts.that("a code before the camera raises the relay", soon(() -> wires.high(Tripod.RELAY)));
                verdicts.that(
                        "it is read as it was shown, spaces and all",
                        door.text.filter(PASS::equals).isPresent());
                verdicts.that("one showing is one presentation", door.presented.get() == 1);
                loop.running(false);
                verdicts.that("a camera that stalls is missing", soon(() -> door.view instanceof View.Missing));
                loop.running(true);
                verdicts.that("and is seen through again", soon(() -> door.view instanceof View.Clear));
            }
        }
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

    /** Opens for whatever is read. */
    private static final class Door implements Eyes.Onlooker {
        private final Lane lane;
        private final AtomicInteger frames = new AtomicInteger();
        private final AtomicInteger presented = new AtomicInteger();
        private volatile Optional<String> text = Optional.empty();
        private volatile View view = new View.Opening();

        Door(Lane lane) {
            this.lane = lane;
        }

        @Override
        public boolean attending() {
            return false;
        }

        @Override
        public void saw(Frame frame) {
            frames.incrementAndGet();
        }

        @Override
        public void foundNothing(Frame frame, Trouble trouble) {}

        @Override
        public void foundTwo(Frame frame) {}

        @Override
        public void views(View seen) {
            view = seen;
        }

        @Override
        public void viewEmpty() {}

        @Override
        public void presented(String read, long takenNanos) {
            text = Optional.of(read);
            presented.incrementAndGet();
            lane.grant(Direction.IN);
        }
    }
}
