package dev.turnstone.rehearsal.stripe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One event on its way to the seller: each copy of it is a delivery of its own. */
record Delivery(String id, String event, String type, Standing standing, List<Attempt> attempts, Instant due) {
    /** Where a delivery stands. */
    enum Standing {
        /** To be posted when it is due. */
        WAITING,
        /** Answered with a 2xx. */
        DELIVERED,
        /** Tried as often as we are willing to. */
        GIVEN_UP,
        /** Kept back on purpose. */
        DROPPED
    }

    /**
     * One POST.
     *
     * @param status the HTTP status, or 0 when there was no answer
     * @param said the status in words, or why there was no answer
     */
    record Attempt(Instant at, int status, String said, long tookMs) {
        boolean taken() {
            return status >= 200 && status < 300;
        }
    }

    Delivery {
        attempts = List.copyOf(attempts);
    }

    /**
     * The delivery after an attempt.
     *
     * @param wait until the next one, should another be needed
     */
    Delivery tried(Attempt attempt, int most, Duration wait) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        Standing next =
                attempt.taken() ? Standing.DELIVERED : all.size() >= most ? Standing.GIVEN_UP : Standing.WAITING;
        return new Delivery(id, event, type, next, all, attempt.at().plus(wait));
    }

    boolean waiting() {
        return standing == Standing.WAITING;
    }
}
