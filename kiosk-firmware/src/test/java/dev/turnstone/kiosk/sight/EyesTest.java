package dev.turnstone.kiosk.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.LumaDevice;
import java.awt.Dimension;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two readers on threads of their own, at a camera whose frames the test hands over one by one. */
class EyesTest {
    private static final Luma PICTURE = Luma.packed(new byte[64 * 48], 64, 48);
    private static final Region WHOLE = Region.all(PICTURE);

    private final Camera camera = new Camera();
    private final Script quick = new Script();
    private final Script patient = new Script();
    private final Visitor visitor = new Visitor();

    @Test
    void whatOnlyThePatientReaderFindsIsPresented() throws Exception {
        try (Eyes eyes = eyes()) {
            eyes.start();
            camera.shows(1);
            quick.says(Optional.empty());
            patient.says(Optional.of("PASS"));
            assertEquals("PASS", visitor.next());
        }
    }

    @Test
    void whileTheQuickReaderMissesBothLookAtTheSameFrame() throws Exception {
        try (Eyes eyes = eyes()) {
            eyes.start();
            camera.shows(1);
            quick.says(Optional.empty());
            patient.says(Optional.empty());
            assertEquals("nothing in 1", visitor.next());

            camera.shows(2);
            patient.awaitLooking();
            quick.says(Optional.of("PASS"));
            assertEquals("PASS", visitor.next());
            // The same code, found once more in the same frame, is the same showing.
            patient.says(Optional.of("PASS"));
            camera.shows(3);
            quick.says(Optional.of("OTHER"));
            assertEquals("OTHER", visitor.next());
        }
        assertTrue(visitor.said.isEmpty(), () -> "said besides: " + visitor.said);
    }

    @Test
    void thatAFrameHoldsNothingIsNotSaidWhenTheOtherHasReadIt() throws Exception {
        try (Eyes eyes = eyes()) {
            eyes.start();
            camera.shows(1);
            quick.says(Optional.empty());
            patient.says(Optional.empty());
            assertEquals("nothing in 1", visitor.next());
            camera.shows(2);
            quick.says(Optional.of("PASS"));
            assertEquals("PASS", visitor.next());
            patient.says(Optional.empty());
            camera.shows(3);
            quick.says(Optional.empty());
            patient.says(Optional.empty());
            assertEquals("nothing in 3", visitor.next());
        }
    }

    @Test
    void ofTwoCodesAtOnceNeitherIsPresentedUntilOneIsAlone() throws Exception {
        try (Eyes eyes = eyes()) {
            eyes.start();
            quick.second = Optional.of("OTHER");
            camera.shows(1);
            quick.says(Optional.of("PASS"));
            assertEquals("two in 1", visitor.next());

            quick.second = Optional.empty();
            camera.shows(2);
            quick.says(Optional.of("PASS"));
            assertEquals("PASS", visitor.next());
        }
    }

    @Test
    void aCodeThatIsSeenAndNotReadIsToldWithWhatIsWrongWithTheLight() throws Exception {
        try (Eyes eyes = eyes()) {
            eyes.start();
            camera.shows(1);
            quick.says(Optional.empty());
            patient.glimpses();
            // The picture of this camera is black.
            assertEquals("DIM in 1", visitor.next());
        }
    }

    private Eyes eyes() {
        return new Eyes(camera, quick, patient, new Showing(Duration.ofMinutes(1)), visitor);
    }

    /** Every frame is another scene, so that motion and forced looks play no part. */
    private static final class Camera extends LumaDevice {
        private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

        Camera() {
            super("test", new Dimension(64, 48));
        }

        void shows(long number) {
            frames.add(new Frame(PICTURE, number, number));
        }

        @Override
        public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
            return Optional.ofNullable(frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Reads what the test tells it to, when it does. */
    private static final class Script implements CodeReader {
        private final BlockingQueue<Look> answers = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> looks = new LinkedBlockingQueue<>();
        private volatile Optional<String> second = Optional.empty();

        void says(Optional<String> text) {
            answers.add(text.map(read -> Look.found(read, WHOLE)).orElse(Look.NOTHING));
        }

        void glimpses() {
            answers.add(new Look.Glimpsed(WHOLE));
        }

        void awaitLooking() throws InterruptedException {
            // The first look was at the frame before.
            for (int look = 0; look < 2; look++) {
                assertEquals("looks", looks.poll(10, TimeUnit.SECONDS));
            }
        }

        @Override
        public Look look(Luma picture) {
            looks.add("looks");
            try {
                return answers.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Look.NOTHING;
            }
        }

        @Override
        public Optional<String> beside(Code found, Luma picture) {
            return second;
        }
    }

    private static final class Visitor implements Eyes.Onlooker {
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            String next = said.poll(10, TimeUnit.SECONDS);
            return next == null ? "nothing at all" : next;
        }

        @Override
        public boolean attending() {
            return false;
        }

        @Override
        public void saw(Frame frame) {}

        @Override
        public void foundNothing(Frame frame, Trouble trouble) {
            said.add((trouble == Trouble.NO_CODE ? "nothing" : trouble) + " in " + frame.takenNanos());
        }

        @Override
        public void foundTwo(Frame frame) {
            said.add("two in " + frame.takenNanos());
        }

        @Override
        public void views(View view) {
            said.add(view.toString());
        }

        @Override
        public void viewEmpty() {}

        @Override
        public void presented(String text, long takenNanos) {
            said.add(text);
        }
    }
}
