package dev.turnstone.kiosk.camera;

/** The camera gives no pictures. The message is for whoever stands before it with a ladder: what is wrong, what to do. */
public final class CameraFault extends RuntimeException {
    public CameraFault(String message) {
        super(message);
    }

    public CameraFault(String message, Throwable cause) {
        super(message, cause);
    }
}
