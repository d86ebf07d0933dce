package dev.turnstone.kiosk.camera;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import dev.turnstone.kiosk.camera.CaptureNode.Filled;
import dev.turnstone.kiosk.camera.CaptureNode.Layout;
import dev.turnstone.turnstile.syscall.Libc;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera at this machine. It is looked for anew each time it is opened, so that one that was pulled out is taken up
 * again wherever it comes back. Of frames that have piled up, only the newest is looked at.
 */
public final class V4l2Device extends LumaDevice {
    private static final Logger log = LoggerFactory.getLogger(V4l2Device.class);
    /** More than this pile up only in a driver that makes frames faster than they can be counted. */
    private static final int MOST_PILED_UP = 16;

    private final CameraFinder finder;
    private final CameraFinder.Wanted wanted;
    private final CaptureNode.Opening opening;
    private volatile ModeChoice choice;
    private volatile Optional<Session> session = Optional.empty();

    V4l2Device(CameraFinder finder, CameraFinder.Wanted wanted, ModeChoice choice, CaptureNode.Opening opening) {
        super("v4l2", new Dimension(choice.width(), choice.height()));
        this.finder = finder;
        this.wanted = wanted;
        this.choice = choice;
        this.opening = opening;
    }

    static V4l2Device of(CameraFinder.Wanted wanted, ModeChoice choice) {
        return new V4l2Device(CameraFinder.OF_THIS_MACHINE, wanted, choice, V4l2Node::open);
    }

    public WebcamDriver driver() {
        List<WebcamDevice> devices = List.of(this);
        return new SingleDeviceDriver(devices);
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public void setResolution(Dimension size) {
        super.setResolution(size);
        choice = new ModeChoice(size.width, size.height, choice.rate(), choice.format());
    }

    @Override
    public void open() {
        if (session.isPresent()) {
            return;
        }
        List<String> why = new ArrayList<>();
        for (Path device : finder.find(wanted)) {
            Optional<Session> opened = opened(device, why);
            if (opened.isPresent()) {
                session = opened;
                super.open();
                return;
            }
        }
        throw new CameraFault(String.join("; ", why));
    }

    private Optional<Session> opened(Path device, List<String> why) {
        CaptureNode node;
        try {
            node = opening.open(device);
        } catch (IOException e) {
            why.add(advice(device, e));
            return Optional.empty();
        }
        try {
            if (!node.captures()) {
                why.add("%s \"%s\" is no camera".formatted(device, node.card()));
                node.close();
                return Optional.empty();
            }
            Optional<Mode> mode = choice.of(node.modes(choice.width(), choice.height()));
            if (mode.isEmpty()) {
                why.add(unusable(device, node));
                node.close();
                return Optional.empty();
            }
            Layout layout = node.start(mode.get());
            log.info("The camera {} \"{}\" runs with {}, given as {}", device, node.card(), mode.get(), layout);
            return Optional.of(new Session(device, node, layout));
        } catch (IOException e) {
            node.close();
            why.add(advice(device, e));
            return Optional.empty();
        }
    }

    private String unusable(Path device, CaptureNode node) throws IOException {
        String wish = choice.format().map(Enum::name).orElse("GREY, NV12, YU12, YUYV, UYVY or MJPG");
        return "%s \"%s\" gives %s, and %s of at least 320×240 is needed; a camera module of a Raspberry Pi needs camera.driver: rpicam"
                .formatted(device, node.card(), node.formats().isEmpty() ? "nothing" : node.formats(), wish);
    }

    /** What to do about it, where that is known. */
    private static String advice(Path device, IOException e) {
        int errno = e instanceof Libc.Errno failed ? failed.errno() : 0;
        return switch (errno) {
            case Libc.EACCES, Libc.EPERM ->
                device + " may not be opened: add the user of this program to the group video, and start it again";
            case Libc.EBUSY -> "%1$s is used by another program: \"fuser -v %1$s\" says by which".formatted(device);
            case Libc.ENOENT, Libc.ENODEV, Libc.ENXIO ->
                device + " is gone: plug the camera in, and it is taken up by itself";
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        Session current = session.orElseThrow(() -> new CameraFault("the camera is closed"));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return current.newest(patience);
    }

    @Override
    public void close() {
        super.close();
        session.ifPresent(Session::close);
        session = Optional.empty();
    }

    /** One stream, from opening to closing. */
    private static final class Session {
        private final Path device;
        private final CaptureNode node;
        private final Layout layout;
        private final Mjpeg mjpeg = new Mjpeg();
        /** Held while the camera's memory is looked at: it goes away with the stream. */
        private final ReentrantLock lock = new ReentrantLock();

        private volatile boolean ended;
        private boolean released;

        Session(Path device, CaptureNode node, Layout layout) {
            this.device = device;
            this.node = node;
            this.layout = layout;
        }

        Optional<Frame> newest(Duration patience) {
            lock.lock();
            try {
                if (ended) {
                    throw new CameraFault("the camera is closed");
                }
                Optional<Filled> filled = node.next(patience);
                for (int piled = 0; filled.isPresent() && piled < MOST_PILED_UP; piled++) {
                    Optional<Filled> newer = node.next(Duration.ZERO);
                    if (newer.isEmpty()) {
                        break;
                    }
                    node.giveBack(filled.get());
                    filled = newer;
                }
                return filled.isPresent() ? read(filled.get()) : Optional.empty();
            } catch (IOException e) {
                throw new CameraFault(advice(device, e), e);
            } finally {
                lock.unlock();
                if (ended) {
                    close();
                }
            }
        }

        private Optional<Frame> read(Filled filled) throws IOException {
            long taken = System.nanoTime();
            long least = layout.format().leastBytes(layout.width(), layout.height(), layout.stride());
            Optional<Luma> luma;
            if (filled.damaged() || filled.bytes().byteSize() < least) {
                luma = Optional.empty();
            } else if (layout.format().packed()) {
                luma = mjpeg.luma(filled.bytes().toArray(JAVA_BYTE));
            } else {
                luma = Optional.of(
                        layout.format().luma(filled.bytes(), layout.width(), layout.height(), layout.stride()));
            }
            node.giveBack(filled);
            return luma.map(plane -> new Frame(plane, 0, taken));
        }

        /** Whoever finds the stream in use leaves its end to its user, who may be stuck in the kernel. */
        void close() {
            ended = true;
            if (lock.tryLock()) {
                try {
                    if (!released) {
                        released = true;
                        node.close();
                    }
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
