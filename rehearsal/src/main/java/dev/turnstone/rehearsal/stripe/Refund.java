package dev.turnstone.rehearsal.stripe;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Money given back, at once and for good. */
record Refund(
        String id,
        String charge,
        String intent,
        long amount,
        String currency,
        @Nullable String reason,
        Map<String, String> metadata,
        Instant created) {
    Refund {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }
}
