package dev.turnstone.rehearsal.stripe;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One page of a list, newest first, by Stripe's cursors. */
record Paging(int limit, String after, String before) {
    static Paging of(Params params) {
        long limit = params.has("limit") ? params.integer("limit") : 10;
        if (limit < 1 || limit > 100) {
            throw StripeFault.invalid("parameter_invalid_integer", "This value must be from 1 to 100.", "limit");
        }
        return new Paging((int) limit, params.text("starting_after", ""), params.text("ending_before", ""));
    }

    /** What the page shows, and whether there is more in its direction. */
    record Page<T>(List<T> shown, boolean more) {}

    <T> Page<T> of(List<T> newestFirst, Function<T, String> id) {
        int from = after.isEmpty() ? 0 : position(newestFirst, id, after, "starting_after") + 1;
        if (before.isEmpty()) {
            int to = Math.min(newestFirst.size(), from + limit);
            return new Page<>(newestFirst.subList(from, to), to < newestFirst.size());
        }
        int end = position(newestFirst, id, before, "ending_before");
        int start = Math.max(from, end - limit);
        return new Page<>(newestFirst.subList(start, Math.max(start, end)), start > from);
    }

    private static <T> int position(List<T> things, Function<T, String> id, String wanted, String param) {
        return IntStream.range(0, things.size())
                .filter(index -> id.apply(things.get(index)).equals(wanted))
                .findFirst()
                .orElseThrow(() -> StripeFault.notFound("object", wanted, param));
    }
}
