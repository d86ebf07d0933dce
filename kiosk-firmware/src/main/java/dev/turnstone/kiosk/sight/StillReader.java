package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;
import java.util.Optional;

/** One picture and no next one: both readers look at it, one after the other. */
public final class StillReader implements CodeReader {
    private final CodeReader quick = new ZxingReader();
    private final CodeReader patient = new PatientReader();

    @Override
    public Optional<String> read(Luma picture) {
        return quick.read(picture).or(() -> patient.read(picture));
    }
}
