package dev.turnstone.platform.identity;

/** A key or certificate that cannot be used; the message says which and what to do. */
public final class IdentityException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
