package dev.turnstone.cloud.issuing;

import dev.turnstone.admission.pass.ShortCode;
import dev.turnstone.platform.text.Language;
import java.util.UUID;

/**
 * The right to enter, with its pass as text. {@code token} is the secret in its address; whoever has that has
 * the ticket. {@code sentOn}: it is not with its buyer any more.
 */
public record Ticket(
        UUID id,
        String token,
        UUID orderId,
        int line,
        int seq,
        String tierName,
        String tierNameEs,
        String state,
        UUID eventId,
        boolean live,
        int version,
        String pass,
        String shortCode,
        String attendee,
        boolean sentOn,
        Language language) {
    public String tierName(Language language) {
        return switch (language) {
            case EN -> tierName;
            case ES -> tierNameEs;
        };
    }

    /** As printed under the code, in two groups. */
    @Override
    public String shortCode() {
        return shortCode.isEmpty() ? "" : new ShortCode(shortCode).printed();
    }

    public boolean valid() {
        return state.equals("valid") || state.equals("used");
    }
}
