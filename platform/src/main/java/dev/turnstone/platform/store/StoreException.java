package dev.turnstone.platform.store;

import java.io.IOException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The disk or the database refused: a fault of ours to refer to staff, never a guest's fault. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What ails the disk, as far as it says. */
    public enum Trouble {
        FULL,
        READ_ONLY,
        FAILING,
        OTHER
    }

    public Trouble trouble() {
        return switch (getCause()) {
            case SQLiteException sqlite -> of(sqlite.getResultCode());
            case IOException io -> of(String.valueOf(io.getMessage()));
            case null, default -> Trouble.OTHER;
        };
    }

    private static Trouble of(SQLiteErrorCode code) {
        if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) {
            // What a full disk answers to whoever opens a database on it.
            return Trouble.FULL;
        }
        // The lower byte is the error, the rest says where it struck.
        return switch (SQLiteErrorCode.getErrorCode(code.code & 0xFF)) {
            case SQLITE_FULL -> Trouble.FULL;
            case SQLITE_READONLY, SQLITE_CANTOPEN -> Trouble.READ_ONLY;
            case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB -> Trouble.FAILING;
            default -> Trouble.OTHER;
        };
    }

    /** The kernel's words are all that a file's exception has of it. */
    private static Trouble of(String kernel) {
        if (kernel.contains("No space left")) {
            return Trouble.FULL;
        }
        return kernel.contains("Read-only file system") ? Trouble.READ_ONLY : Trouble.OTHER;
    }
}
