package dev.turnstone.platform.store;

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
        if (!(getCause() instanceof SQLiteException sqlite)) {
            return Trouble.OTHER;
        }
        // The lower byte is the error, the rest says where it struck.
        return switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xFF)) {
            case SQLITE_FULL -> Trouble.FULL;
            case SQLITE_READONLY, SQLITE_CANTOPEN -> Trouble.READ_ONLY;
            case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB -> Trouble.FAILING;
            default -> Trouble.OTHER;
        };
    }
}
