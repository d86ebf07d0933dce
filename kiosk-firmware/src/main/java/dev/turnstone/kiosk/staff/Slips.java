package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.kiosk.print.Slip;
import dev.turnstone.kiosk.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What goes on paper for a guest who has come in. */
record Slips(Settings settings, String gate) {

    static Optional<Slip.Kind> kind(String word) {
        return Stream.of(Slip.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    Slip of(Slip.Kind kind, TodayLog.Line line, Wording wording) {
        Optional<Sheet> sheet = line.shown().flatMap(shown -> settings.sheet(shown.event()));
        String event = sheet.map(Sheet::name).orElse("");
        String tier = sheet.flatMap(
                        known -> known.tier(line.shown().orElseThrow().tier()))
                .map(Tier::name)
                .orElseGet(() -> wording.texts().get("print.guest"));
        List<String> lines = new ArrayList<>();
        String heading = switch (kind) {
            case RECEIPT -> {
                lines.add(tier);
                yield event.isEmpty() ? tier : event;
            }
            case WRISTBAND, BADGE -> {
                lines.add(event);
                yield tier;
            }
        };
        line.shown()
                .map(Shown::admits)
                .filter(admits -> admits > 1)
                .ifPresent(admits -> lines.add(wording.texts().get("print.party", admits)));
        lines.add(wording.texts().get("print.where", gate, wording.day(line.at())));
        if (kind == Slip.Kind.RECEIPT) {
            line.ruled().ifPresent(ruled -> lines.add(wording.texts().get("print.by", ruled.staff())));
        }
        lines.add(wording.texts().get("print.ref", Faces.reference(line.seq())));
        return new Slip(
                kind,
                cut(heading),
                lines.stream().filter(text -> !text.isEmpty()).map(Slips::cut).toList());
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 120));
    }
}
