package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/** Finds a QR code in a picture. One reader belongs to one thread. */
public interface CodeReader {
    Look look(Luma picture);

    /** The code's text exactly as encoded: a leading or trailing space is a digit of a pass. */
    default Optional<String> read(Luma picture) {
        return look(picture) instanceof Look.Found(Code code) ? Optional.of(code.text()) : Optional.empty();
    }

    /** Another code in the same picture, with another text, if it is easily seen: two guests must not become one. */
    default Optional<String> beside(Code found, Luma picture) {
        return read(Filters.without(picture, found.where())).filter(other -> !other.equals(found.text()));
    }

    /** Somebody else has just found a code there: the next picture will have it nearby. */
    default void follow(Region where) {}
}
