package dev.turnstone.kiosk.settings;

import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which events there are for now. */
public record Billboard(Settings settings, InstantSource clock) {
    /** A clock may be wrong by more than an hour, and the last guests come late. */
    private static final Duration AFTER_IT_CLOSED = Duration.ofDays(2);

    /** Every event whose guests may still come. */
    public List<EventId> expected() {
        Instant since = clock.instant().minus(AFTER_IT_CLOSED);
        return settings.sheets().stream()
                .filter(sheet -> sheet.closes().isAfter(since))
                .map(Sheet::event)
                .toList();
    }

    /** The one that is open, else the next to open, else the last. */
    public String eventName() {
        List<Sheet> sheets = settings.sheets();
        Instant now = clock.instant();
        return sheets.stream()
                .filter(sheet -> now.isBefore(sheet.closes()))
                .findFirst()
                .or(() -> sheets.isEmpty() ? Optional.empty() : Optional.of(sheets.getLast()))
                .map(Sheet::name)
                .orElse("");
    }
}
