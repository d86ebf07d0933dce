package dev.turnstone.kiosk.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.platform.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest implements Eyes.Onlooker {
    private final Metrics metrics = new Metrics();
    private final List<String> passedOn = new ArrayList<>();
    private final Sightings sightings = new Sightings(metrics, this);

    @Test
    void framesAreCountedOverTheLastWholeSeconds() {
        for (int frame = 0; frame < 20 * 30; frame++) {
            sightings.saw(frame(Duration.ofMillis(50L * frame)));
        }
        assertEquals(20, sightings.framesPerSecond(Duration.ofSeconds(30).toNanos()));
        assertEquals(10, sightings.framesPerSecond(Duration.ofMillis(34_500).toNanos()), 2);
        assertEquals(0, sightings.framesPerSecond(Duration.ofSeconds(60).toNanos()));
        assertEquals(600, passedOn.size());
    }

    @Test
    void whatIsReadAndWhatIsNotIsCountedAndPassedOn() {
        Frame frame = frame(Duration.ZERO);
        sightings.foundNothing(frame, Trouble.NO_CODE);
        sightings.foundNothing(frame, Trouble.GLARE);
        sightings.foundTwo(frame);
        sightings.presented("A PASS", 7);
        sightings.viewEmpty();
        sightings.views(new View.Covered());

        assertTrue(sightings.attending());
        assertEquals(List.of("NO_CODE", "GLARE", "two", "A PASS", "empty", "Covered[]"), passedOn);
        String text = metrics.text();
        assertTrue(text.contains("gate_codes_read_total 1.0") && text.contains("gate_codes_unread_total 1.0"), text);
    }

    private static Frame frame(Duration taken) {
        return new Frame(Luma.packed(new byte[4], 2, 2), 0, taken.toNanos());
    }

    @Override
    public boolean attending() {
        return true;
    }

    @Override
    public void saw(Frame frame) {
        passedOn.add("saw");
    }

    @Override
    public void foundNothing(Frame frame, Trouble trouble) {
        passedOn.add(trouble.name());
    }

    @Override
    public void foundTwo(Frame frame) {
        passedOn.add("two");
    }

    @Override
    public void viewEmpty() {
        passedOn.add("empty");
    }

    @Override
    public void views(View view) {
        passedOn.add(view.toString());
    }

    @Override
    public void presented(String text, long takenNanos) {
        passedOn.add(text);
    }
}
