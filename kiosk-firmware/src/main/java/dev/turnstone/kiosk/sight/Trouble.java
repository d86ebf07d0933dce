package dev.turnstone.kiosk.sight;

/** Why a code is not read, as far as a picture tells. */
public enum Trouble {
    /** No code is seen at all. */
    NO_CODE,
    /** A code is seen: too far, too slanted, or not held still. */
    UNREADABLE,
    /** A lamp is in the code. */
    GLARE,
    /** The code's light modules are dark. */
    DIM;

    static Trouble of(Light light) {
        if (light.glaring()) {
            return GLARE;
        }
        return light.dim() ? DIM : UNREADABLE;
    }
}
