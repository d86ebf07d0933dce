package dev.turnstone.cloud.issuing;

/** Tickets cannot be made just now. The money is safe; it is tried again. */
public final class IssuingFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    IssuingFault(String message) {
        super(message);
    }

    IssuingFault(String message, Throwable cause) {
        super(message, cause);
    }
}
