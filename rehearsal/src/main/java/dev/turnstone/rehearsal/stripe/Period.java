package dev.turnstone.rehearsal.stripe;

import java.time.Instant;

/** The {@code created[gte]…} of a list, both ends inside. */
record Period(long fromSecond, long untilSecond) {
    static Period of(Params params) {
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        if (params.text("created").isPresent()) {
            from = params.integer("created");
            until = from;
        }
        if (params.text("created[gte]").isPresent()) {
            from = params.integer("created[gte]");
        }
        if (params.text("created[gt]").isPresent()) {
            from = params.integer("created[gt]") + 1;
        }
        if (params.text("created[lte]").isPresent()) {
            until = params.integer("created[lte]");
        }
        if (params.text("created[lt]").isPresent()) {
            until = params.integer("created[lt]") - 1;
        }
        return new Period(from, until);
    }

    boolean contains(Instant created) {
        return created.getEpochSecond() >= fromSecond && created.getEpochSecond() <= untilSecond;
    }
}
