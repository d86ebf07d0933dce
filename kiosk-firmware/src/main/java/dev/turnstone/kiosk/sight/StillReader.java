package dev.turnstone.kiosk.sight;

import dev.turnstone.kiosk.camera.Luma;

/** One picture and no next one: both readers look at it, one after the other. */
public final class StillReader implements CodeReader {
    private final CodeReader quick = new ZxingReader();
    private final CodeReader patient = new PatientReader();

    @Override
    public Look look(Luma picture) {
        Look look = quick.look(picture);
        return look instanceof Look.Found ? look : patient.look(picture);
    }
}
