package dev.turnstone.rehearsal.stripe;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A card and whose it is. */
record PaymentMethod(String id, Instant created, Card card, Billing billing, Map<String, String> metadata) {
    PaymentMethod {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    record Billing(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String country,
            @Nullable String postalCode) {
        static final Billing NONE = new Billing(null, null, null, null, null);

        static Billing of(Params params, String root) {
            return new Billing(
                    params.text(root + "[name]").orElse(null),
                    params.text(root + "[email]").orElse(null),
                    params.text(root + "[phone]").orElse(null),
                    params.text(root + "[address][country]").orElse(null),
                    params.text(root + "[address][postal_code]").orElse(null));
        }
    }
}
