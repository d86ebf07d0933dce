package dev.turnstone.rehearsal.mailbox;

/** What Resend answers instead of an id. */
final class MailFault extends RuntimeException {
    private final int status;
    private final String name;

    MailFault(int status, String name, String message) {
        super(message, null, false, false);
        this.status = status;
        this.name = name;
    }

    static MailFault missing(String field) {
        return new MailFault(422, "missing_required_field", "Missing `" + field + "` field.");
    }

    static MailFault invalid(String message) {
        return new MailFault(422, "validation_error", message);
    }

    int status() {
        return status;
    }

    String name() {
        return name;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    /** Resend's one shape of error. */
    record Shape(int statusCode, String name, String message) {}

    Shape shape() {
        return new Shape(status, name, message());
    }
}
