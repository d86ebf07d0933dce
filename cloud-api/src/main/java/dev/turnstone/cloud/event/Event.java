package dev.turnstone.cloud.event;

import dev.turnstone.platform.text.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/** One evening at a venue. {@code slug} is its name towards gates and in addresses. */
public record Event(
        UUID id,
        UUID venueId,
        String venueSlug,
        String venueName,
        String venueAddress,
        ZoneId zone,
        String slug,
        String name,
        String summaryEn,
        String summaryEs,
        EventState state,
        Instant opens,
        Instant closes,
        int capacity,
        String currency,
        Duration hold,
        long sheetNumber) {

    public String summary(Language language) {
        return switch (language) {
            case EN -> summaryEn;
            case ES -> summaryEs;
        };
    }

    public boolean sells(Instant now) {
        return state == EventState.PUBLISHED && now.isBefore(closes);
    }
}
