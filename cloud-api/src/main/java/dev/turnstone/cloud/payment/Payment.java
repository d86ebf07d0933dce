package dev.turnstone.cloud.payment;

import dev.turnstone.cloud.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One order's payment. {@code intent} is null until the provider has answered. */
public record Payment(
        UUID id,
        UUID orderId,
        String state,
        Money amount,
        String idempotencyKey,
        @Nullable String intent,
        @Nullable String clientSecret) {}
