package dev.turnstone.cloud.sale;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one guest buys at one time. {@code token} is the secret in the address of its page. */
public record Order(
        UUID id,
        String token,
        String number,
        UUID eventId,
        OrderState state,
        String guestName,
        String guestEmail,
        Language language,
        Money subtotal,
        Money fee,
        Money tax,
        Money discount,
        String promo,
        Money total,
        Instant createdAt,
        Instant holdExpiresAt,
        @Nullable Instant confirmedAt,
        int issueAttempts,
        List<Line> lines) {

    /** So many tickets of one tier at the price of the moment of buying. */
    public record Line(
            int line,
            UUID tierId,
            int tierIndex,
            String tierName,
            String tierNameEs,
            boolean live,
            int quantity,
            Money price,
            Money fee) {
        public String tierName(Language language) {
            return switch (language) {
                case EN -> tierName;
                case ES -> tierNameEs;
            };
        }

        public Money amount() {
            return price.times(quantity);
        }
    }

    /** Nothing is to be paid. */
    public boolean free() {
        return total.minor() == 0;
    }

    public int ticketCount() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    public boolean heldAt(Instant now) {
        return state == OrderState.PENDING && now.isBefore(holdExpiresAt);
    }
}
