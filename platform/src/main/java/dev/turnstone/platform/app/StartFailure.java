package dev.turnstone.platform.app;

/** Something outside this program keeps it from starting: what, and what the reader can do about it. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartFailure(String what, String mend) {
        super(what + " " + mend);
    }

    public StartFailure(String what, String mend, Throwable cause) {
        super(what + " " + mend, cause);
    }
}
