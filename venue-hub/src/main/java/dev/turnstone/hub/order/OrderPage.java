package dev.turnstone.hub.order;

import dev.turnstone.hub.device.DeviceRegistry.Presence;
import dev.turnstone.hub.order.Lanes.Way;
import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.SignedIn;
import dev.turnstone.platform.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the pages that give commands show, in words. */
public record OrderPage(
        String lane,
        String gate,
        String device,
        String state,
        String stateWord,
        String trouble,
        List<Control> controls,
        List<Ordered> ordered) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Set<String> STATES =
            Set.of("locked", "granted", "passing", "held-open", "out-of-service", "free");

    /**
     * One thing that can be ordered.
     *
     * @param why why not now; empty = it can
     */
    public record Control(String action, String word, String why, boolean hasText, boolean release) {}

    /**
     * One thing that was.
     *
     * @param mood pending, done or not
     */
    public record Ordered(String time, String who, String what, String where, String result, String mood) {}

    /** What a page is drawn with. */
    record Drawing(SignedIn who, Messages.Texts texts, ZoneId zone) {}

    static OrderPage of(Way way, List<AuditLog.Entry> entries, Drawing drawing) {
        Messages.Texts texts = drawing.texts;
        boolean known = way.presence() != Presence.OFFLINE;
        String state = known && STATES.contains(way.state()) ? way.state() : known ? "faulted" : "unknown";
        String word = texts.get("lane.state." + (known ? way.state() : "unknown"));
        return new OrderPage(
                way.lane(),
                way.gate(),
                way.device().value(),
                state,
                word,
                trouble(way, texts),
                Stream.of(Action.values())
                        .map(action -> new Control(
                                action.word(),
                                texts.get("order." + action.word()),
                                why(action, way, drawing),
                                action.hasText(),
                                action == Action.EMERGENCY_RELEASE))
                        .toList(),
                ordered(entries, drawing));
    }

    static List<Ordered> ordered(List<AuditLog.Entry> entries, Drawing drawing) {
        return entries.stream().map(entry -> ordered(entry, drawing)).toList();
    }

    private static Ordered ordered(AuditLog.Entry entry, Drawing drawing) {
        Messages.Texts texts = drawing.texts;
        String result = entry.result().orElse("pending");
        String why = entry.resultDetail().isEmpty() ? "" : ": " + entry.resultDetail();
        String detail = entry.detail().isEmpty() ? "" : " “" + entry.detail() + "”";
        return new Ordered(
                time(entry.at(), drawing.zone),
                entry.name(),
                texts.get("deed." + entry.action()) + detail,
                entry.subject(),
                texts.get("result." + result) + why,
                switch (result) {
                    case "done" -> "welcome";
                    case "pending" -> "quiet";
                    case "silent", "deaf", "interrupted", "partly" -> "wait";
                    default -> "refuse";
                });
    }

    private static String time(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /** Whatever keeps every command from this lane, in a sentence; empty = nothing does. */
    private static String trouble(Way way, Messages.Texts texts) {
        if (way.presence() != Presence.ONLINE) {
            return texts.get("order.why." + way.presence().name().toLowerCase(Locale.ROOT));
        }
        return way.listens() ? "" : texts.get("order.why.deaf");
    }

    private static String why(Action action, Way way, Drawing drawing) {
        if (!drawing.who.may(action.power())) {
            return drawing.texts.get("order.why.role");
        }
        String trouble = trouble(way, drawing.texts);
        if (!trouble.isEmpty()) {
            return trouble;
        }
        boolean ends = action.about() == Action.About.LANE && action != Action.EMERGENCY_RELEASE;
        return way.inEmergency() && ends ? drawing.texts.get("order.why.emergency") : "";
    }

    /** Whether the page has to be drawn anew: other controls work. */
    public String usable() {
        return controls.stream()
                .map(control -> control.why().isEmpty() ? "1" : "0")
                .reduce("", String::concat);
    }
}
