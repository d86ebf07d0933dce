package dev.turnstone.platform.store;

/** The disk or the database refused: a fault of ours to refer to staff, never a guest's fault. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
