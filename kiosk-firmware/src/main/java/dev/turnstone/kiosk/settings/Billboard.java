package dev.turnstone.kiosk.settings;

import dev.turnstone.admission.sheet.Sheet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which event a lane is there for now: the one that is open, else the next to open, else the last. */
public record Billboard(Settings settings, InstantSource clock) {
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
