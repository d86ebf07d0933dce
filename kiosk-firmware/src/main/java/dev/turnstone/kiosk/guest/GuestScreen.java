package dev.turnstone.kiosk.guest;

import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.platform.http.EventStream;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells every browser that shows this lane what to show. The newest face is kept for a screen that connects later, so
 * a screen that was switched off and on is right at once.
 */
public final class GuestScreen implements AutoCloseable {
    private static final long BETWEEN_PICTURES_NANOS = 125_000_000;
    private static final long BETWEEN_HINTS_NANOS = 4_000_000_000L;

    private final EventStream stream = new EventStream();
    private final Messages messages;
    private final boolean mirrored;
    private volatile Shown shown = new Shown(0, Faces.IDLE);
    private volatile Picture picture = new Picture(0, Optional.empty());
    private long pictureNanos;
    private long hintNanos;

    private record Shown(long number, Face face) {}

    private record Picture(long number, Optional<Luma> luma) {}

    private record Said(String title, String detail, String next) {}

    private record FaceMessage(
            long number,
            String key,
            String mood,
            String shape,
            boolean arrow,
            String reference,
            Optional<Face.Party> party,
            Map<String, Said> texts) {}

    private record FrameMessage(long number, boolean mirrored) {}

    private record HintMessage(String advice, Map<String, Said> texts) {}

    private record EventMessage(String name) {}

    /** @param mirrored whether the camera looks at the guest as a mirror does */
    public GuestScreen(Messages messages, boolean mirrored) {
        this.messages = messages;
        this.mirrored = mirrored;
        publish();
    }

    EventStream stream() {
        return stream;
    }

    Messages messages() {
        return messages;
    }

    public Face face() {
        return shown.face;
    }

    public synchronized void show(Face face) {
        if (face.equals(shown.face) && !face.mood().isAnswer()) {
            return;
        }
        shown = new Shown(shown.number + 1, face);
        publish();
    }

    /** The name of the event that this lane lets in. */
    public void event(String name) {
        stream.publishLatest("event", new EventMessage(name));
    }

    /** The camera's newest picture, as often as a screen can use it. */
    public synchronized void picture(Luma luma, long nowNanos) {
        if (picture.luma.isPresent() && nowNanos - pictureNanos < BETWEEN_PICTURES_NANOS) {
            return;
        }
        pictureNanos = nowNanos;
        picture = new Picture(Math.max(1, picture.number + 1), Optional.of(luma));
        stream.publishLatest("frame", new FrameMessage(picture.number, mirrored));
    }

    public synchronized void noPicture() {
        if (picture.luma.isPresent()) {
            picture = new Picture(picture.number, Optional.empty());
            stream.publishLatest("frame", new FrameMessage(0, mirrored));
        }
    }

    Optional<Luma> newestPicture() {
        return picture.luma;
    }

    /** A word of advice under the prompt; it comes and goes without covering anything. */
    public synchronized void advise(Advice advice, long nowNanos) {
        if (hintNanos != 0 && nowNanos - hintNanos < BETWEEN_HINTS_NANOS) {
            return;
        }
        hintNanos = nowNanos;
        stream.publish(
                "hint", new HintMessage(advice.name(), inEveryLanguage(advice.line(), Line.NOTHING, Line.NOTHING)));
    }

    private void publish() {
        Face face = shown.face;
        stream.publishLatest(
                "face",
                new FaceMessage(
                        shown.number,
                        face.title().key() + face.detail().key(),
                        face.mood().name().toLowerCase(Locale.ROOT),
                        face.shape().name().toLowerCase(Locale.ROOT),
                        face.arrow(),
                        face.reference(),
                        face.party(),
                        inEveryLanguage(face.title(), face.detail(), face.next())));
    }

    private Map<String, Said> inEveryLanguage(Line title, Line detail, Line next) {
        Map<String, Said> texts = new TreeMap<>();
        for (Language language : Language.values()) {
            Messages.Texts spoken = messages.in(language);
            texts.put(language.tag(), new Said(title.in(spoken), detail.in(spoken), next.in(spoken)));
        }
        return texts;
    }

    @Override
    public void close() {
        stream.close();
    }
}
