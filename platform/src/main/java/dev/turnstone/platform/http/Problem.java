package dev.turnstone.platform.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one shape of an error over HTTP (RFC 9457). {@code kind} is the stable word a program may rely on;
 * {@code detail} is for people and says what to do next.
 */
public record Problem(
        int status, String kind, String title, String detail, List<FieldFault> faults, Optional<Duration> retryAfter) {
    public Problem {
        faults = List.copyOf(faults);
    }

    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, List.of(), Optional.empty());
    }

    public static Problem invalid(String detail) {
        return of(400, "invalid", "The request is not valid", detail);
    }

    public static Problem unauthorized(String detail) {
        return of(401, "unauthorized", "Please identify yourself", detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, "forbidden", "This is not allowed", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", "There is nothing here", detail);
    }

    public static Problem conflict(String detail) {
        return of(409, "conflict", "This no longer fits", detail);
    }

    public static Problem tooLarge(String detail) {
        return of(413, "too-large", "That is too large", detail);
    }

    public static Problem tooMany(String detail, Duration retryAfter) {
        return of(429, "too-many", "Too many requests", detail).after(retryAfter);
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(503, "unavailable", "Not available just now", detail).after(retryAfter);
    }

    /** The same, pointing at one more field. */
    public Problem at(String path, String fault) {
        List<FieldFault> more = new ArrayList<>(faults);
        more.add(new FieldFault(path, fault));
        return new Problem(status, kind, title, detail, more, retryAfter);
    }

    private Problem after(Duration wait) {
        return new Problem(status, kind, title, detail, faults, Optional.of(wait));
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }
}
