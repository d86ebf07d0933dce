package dev.turnstone.hub.incident;

import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.ledger.DoubleEntry;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.platform.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All incidents in the reader's words. */
public final class Incidents {
    /** A page, and a few sheets of paper. */
    static final int MOST = 200;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Figures figures;
    private final LookedInto lookedInto;

    Incidents(Figures figures, LookedInto lookedInto) {
        this.figures = figures;
        this.lookedInto = lookedInto;
    }

    /**
     * One incident.
     *
     * @param note what was found, by whom and when; empty while nobody has looked
     * @param open whether it waits for somebody: it is neither looked into nor withdrawn
     */
    public record Line(
            String key, Instant at, String time, String word, String where, String detail, String note, boolean open) {}

    /** Newest first. */
    List<Line> lines(Messages.Texts texts, ZoneId zone) {
        return Stream.concat(
                        figures.doubleEntries().stream().limit(MOST).map(entry -> line(entry, texts, zone)),
                        figures.incidents(Figures.INCIDENTS).stream().map(incident -> line(incident, texts, zone)))
                .sorted(Comparator.comparing(Line::at).reversed())
                .limit(MOST)
                .toList();
    }

    boolean knows(String key) {
        return figures.doubleEntries().stream().anyMatch(entry -> entry.key().equals(key))
                || figures.incidents(Figures.INCIDENTS).stream()
                        .anyMatch(incident -> incident.key().equals(key));
    }

    private Line line(DoubleEntry entry, Messages.Texts texts, ZoneId zone) {
        boolean withdrawn = entry.state() == dev.turnstone.admission.ledger.Incident.State.WITHDRAWN;
        return new Line(
                entry.key(),
                entry.at(),
                time(entry.at(), zone),
                texts.get("incident.DOUBLE_ENTRY"),
                texts.get("incident.gates", String.join(" / ", entry.gates())),
                texts.get(
                        "incident.state." + entry.state(),
                        entry.conflict().identity().ordinal()),
                note(entry.key(), texts, zone),
                !withdrawn && !lookedInto.has(entry.key()));
    }

    private Line line(Incident incident, Messages.Texts texts, ZoneId zone) {
        return new Line(
                incident.key(),
                incident.at(),
                time(incident.at(), zone),
                texts.get("incident." + incident.kind()),
                incident.device().value(),
                incident.detail(),
                note(incident.key(), texts, zone),
                !lookedInto.has(incident.key()));
    }

    private String note(String key, Messages.Texts texts, ZoneId zone) {
        Optional<AuditLog.Entry> entry = lookedInto.by(key);
        return entry.map(known -> texts.get("incidents.by", known.name(), time(known.at(), zone), known.detail()))
                .orElse("");
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
