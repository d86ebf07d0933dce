package dev.turnstone.cloud.waitlist;

import dev.turnstone.cloud.sale.Guest;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person's wait for so many tickets of one tier. {@code token} is the secret in the address of its page.
 *
 * @param ahead how many wait before them
 */
public record Entry(
        UUID id,
        String token,
        UUID eventId,
        UUID tierId,
        Guest guest,
        Language language,
        int quantity,
        State state,
        @Nullable Instant offeredUntil,
        long ahead) {

    /** May they take what is set aside for them? */
    public boolean offeredAt(Instant now) {
        return state == State.OFFERED && offeredUntil != null && now.isBefore(offeredUntil);
    }

    /** Where the wait stands. */
    public enum State {
        /** In line. */
        WAITING,
        /** Tickets are set aside for them, until a time. */
        OFFERED,
        /** They made an order of it. */
        TAKEN,
        /** The time ran out, and somebody else got the offer. */
        EXPIRED,
        /** They wait no more. */
        LEFT;

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
