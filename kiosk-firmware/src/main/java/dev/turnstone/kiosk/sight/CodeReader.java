package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/** Finds a QR code in a picture. One reader belongs to one thread. */
public interface CodeReader {
    /** The code's text exactly as encoded: a leading or trailing space is a digit of a pass. */
    Optional<String> read(Luma picture);
}
