package dev.turnstone.admission.wire;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Session;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The payload of a {@code sheets/{event}} setting. What is absent has the plain value: no limit, no window, every gate.
 */
public record SheetPayload(
        String kind,
        long number,
        String event,
        String name,
        String venue,
        Optional<String> zone,
        Instant opens,
        Instant closes,
        Optional<List<SessionEntry>> sessions,
        Optional<Integer> capacity,
        Optional<List<AreaEntry>> areas,
        List<TierEntry> tiers,
        Optional<EntryRuleEntry> entryRule,
        Optional<LiveEntry> live,
        Optional<String> dayEnds,
        Optional<List<String>> requires) {
    public static final String KIND = "sheet";
    public static final int MOST_CAPACITY = 1_000_000;
    public static final int MOST_AREAS = 64;
    public static final int MOST_TIERS = Limits.BYTE + 1;
    public static final int MOST_SESSIONS = 100;
    public static final int MOST_WINDOWS = 100;
    public static final int MOST_DEVICES = 1_000;
    public static final int MOST_REQUIRED = 32;
    public static final int LONGEST_PAUSE_SECONDS = 366 * 24 * 3_600;
    public static final int MOST_PER_DAY = 10_000;
    public static final int LONGEST_STEP_SECONDS = 24 * 3_600;
    private static final Pattern HOUR = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    public SheetPayload {
        Check.word("kind", kind);
        Check.number("number", number, 1);
        new EventId(event);
        Check.text("name", name, Limits.TEXT);
        Check.text("venue", venue, Limits.TEXT);
        zone.ifPresent(id -> Check.text("zone", id, Limits.TOKEN));
        Check.instant("opens", opens);
        Check.instant("closes", closes);
        sessions = Check.atMost("sessions", sessions, MOST_SESSIONS);
        capacity.ifPresent(most -> Check.between("capacity", most, 1, MOST_CAPACITY));
        areas = Check.atMost("areas", areas, MOST_AREAS);
        tiers = Check.atMost("tiers", tiers, MOST_TIERS);
        dayEnds.ifPresent(SheetPayload::checkHour);
        requires = Check.atMost("requires", requires, MOST_REQUIRED);
        requires.ifPresent(rules -> rules.forEach(rule -> Check.word("a rule", rule)));
    }

    private static void checkHour(String time) {
        if (!HOUR.matcher(time).matches()) {
            throw new IllegalArgumentException("dayEnds must be a time such as 06:00");
        }
    }

    /** A {@link Session}. */
    public record SessionEntry(String id, String name, Instant opens, Instant closes, Optional<LiveEntry> live) {
        public SessionEntry {
            new SessionId(id);
            Check.text("name", name, Limits.TEXT);
            Check.instant("opens", opens);
            Check.instant("closes", closes);
        }

        private static SessionEntry of(Session session) {
            return new SessionEntry(
                    session.id().value(),
                    session.name(),
                    session.hours().from(),
                    session.hours().until(),
                    session.live().map(SheetPayload::entry));
        }

        private Session session() {
            return new Session(new SessionId(id), name, new Window(opens, closes), live.map(SheetPayload::schedule));
        }
    }

    /** An {@link Area}. */
    public record AreaEntry(String id, int capacity, List<String> gates) {
        public AreaEntry {
            new AreaId(id);
            Check.between("capacity", capacity, 1, MOST_CAPACITY);
            gates = Check.atMost("gates", gates, Limits.GATES);
            gates.forEach(GateId::new);
        }
    }

    /** A {@link Tier}; {@code offline} is {@code open}, {@code home-device} or {@code staff}. */
    public record TierEntry(
            int index,
            String name,
            Optional<Boolean> liveRequired,
            Optional<String> offline,
            Optional<List<String>> gates,
            Optional<List<String>> devices,
            Optional<List<WindowEntry>> windows,
            Optional<List<String>> sessions,
            Optional<LiveEntry> live,
            Optional<String> note) {
        public TierEntry {
            Check.between("index", index, 0, Limits.BYTE);
            Check.text("name", name, Limits.TEXT);
            offline.ifPresent(word -> Check.word("offline", word));
            gates = Check.atMost("gates", gates, Limits.GATES);
            gates.ifPresent(names -> names.forEach(GateId::new));
            devices = Check.atMost("devices", devices, MOST_DEVICES);
            devices.ifPresent(names -> names.forEach(DeviceId::new));
            windows = Check.atMost("windows", windows, MOST_WINDOWS);
            sessions = Check.atMost("sessions", sessions, MOST_SESSIONS);
            sessions.ifPresent(names -> names.forEach(SessionId::new));
            note.ifPresent(text -> Check.text("note", text, Limits.TEXT));
        }
    }

    /** A {@link Window}. */
    public record WindowEntry(Instant from, Instant until) {
        public WindowEntry {
            Check.instant("from", from);
            Check.instant("until", until);
        }
    }

    /** An {@link EntryRule}; {@code reentry} is {@code none} or {@code after-exit}. */
    public record EntryRuleEntry(String reentry, Optional<Long> pauseSeconds, Optional<Integer> perDay) {
        public EntryRuleEntry {
            Check.word("reentry", reentry);
            pauseSeconds.ifPresent(pause -> Check.between("pauseSeconds", pause, 0, LONGEST_PAUSE_SECONDS));
            perDay.ifPresent(most -> Check.between("perDay", most, 0, MOST_PER_DAY));
        }
    }

    /** A {@link LiveSchedule}. */
    public record LiveEntry(Instant epoch, int stepSeconds, int steps) {
        public LiveEntry {
            Check.instant("epoch", epoch);
            Check.between("stepSeconds", stepSeconds, 1, LONGEST_STEP_SECONDS);
            Check.between("steps", steps, 1, LiveSchedule.MOST_STEPS);
        }
    }

    public static SheetPayload of(Sheet sheet) {
        return new SheetPayload(
                KIND,
                sheet.number(),
                sheet.event().value(),
                sheet.name(),
                sheet.venue(),
                Optional.of(sheet.zone().getId()),
                sheet.opens(),
                sheet.closes(),
                Optional.of(sheet.sessions())
                        .filter(sessions -> !sessions.isEmpty())
                        .map(sessions -> sessions.stream().map(SessionEntry::of).toList()),
                Optional.of(sheet.capacity()).filter(most -> most > 0),
                Optional.of(sheet.areas())
                        .filter(areas -> !areas.isEmpty())
                        .map(areas -> areas.stream().map(SheetPayload::entry).toList()),
                sheet.tiers().stream().map(SheetPayload::entry).toList(),
                Optional.of(sheet.entryRule())
                        .filter(rule -> !rule.equals(EntryRule.ONCE))
                        .map(SheetPayload::entry),
                sheet.live().map(SheetPayload::entry),
                Optional.of(sheet.dayEnds())
                        .filter(time -> !time.equals(Sheet.USUAL_DAY_END))
                        .map(LocalTime::toString),
                Optional.of(sheet.requires()).filter(rules -> !rules.isEmpty()));
    }

    /**
     * The sheet. Of one that requires rules which this version does not know, only as much as says so: it refers, and
     * takes the place of an older one that would have decided otherwise.
     *
     * @throws IllegalArgumentException or DateTimeException where it is no sheet
     */
    public Sheet sheet() {
        if (!kind.equals(KIND)) {
            throw new IllegalArgumentException("not a sheet but \"" + kind + "\"");
        }
        Sheet plain = Sheet.of(
                        new EventId(event),
                        number,
                        name,
                        venue,
                        zone.map(ZoneId::of).orElse(ZoneOffset.UTC),
                        opens,
                        closes,
                        List.of())
                .requiring(requires.orElse(List.of()).toArray(String[]::new));
        // Whatever else it says may mean something that this version does not know: its name and its hours are all.
        return plain.isUnderstood() ? whole() : plain;
    }

    private Sheet whole() {
        return new Sheet(
                new EventId(event),
                number,
                name,
                venue,
                zone.map(ZoneId::of).orElse(ZoneOffset.UTC),
                opens,
                closes,
                sessions.orElse(List.of()).stream().map(SessionEntry::session).toList(),
                capacity.orElse(0),
                areas.orElse(List.of()).stream().map(SheetPayload::area).toList(),
                tiers.stream().map(SheetPayload::tier).toList(),
                entryRule.map(SheetPayload::rule).orElse(EntryRule.ONCE),
                live.map(SheetPayload::schedule),
                dayEnds.map(LocalTime::parse).orElse(Sheet.USUAL_DAY_END),
                requires.orElse(List.of()));
    }

    private static AreaEntry entry(Area area) {
        return new AreaEntry(
                area.id().value(),
                area.capacity(),
                area.gates().stream().map(GateId::value).toList());
    }

    private static Area area(AreaEntry entry) {
        return new Area(
                new AreaId(entry.id()),
                entry.capacity(),
                entry.gates().stream().map(GateId::new).toList());
    }

    private static TierEntry entry(Tier tier) {
        return new TierEntry(
                tier.index(),
                tier.name(),
                Optional.of(tier.liveRequired()),
                Optional.of(word(tier.offline())),
                Optional.of(tier.gates().stream().map(GateId::value).toList()),
                Optional.of(tier.devices())
                        .filter(devices -> !devices.isEmpty())
                        .map(devices -> devices.stream().map(DeviceId::value).toList()),
                Optional.of(tier.windows())
                        .filter(windows -> !windows.isEmpty())
                        .map(windows -> windows.stream()
                                .map(window -> new WindowEntry(window.from(), window.until()))
                                .toList()),
                Optional.of(tier.sessions())
                        .filter(sessions -> !sessions.isEmpty())
                        .map(sessions -> sessions.stream().map(SessionId::value).toList()),
                tier.live().map(SheetPayload::entry),
                Optional.of(tier.note()).filter(note -> !note.isEmpty()));
    }

    private static Tier tier(TierEntry entry) {
        return new Tier(
                entry.index(),
                entry.name(),
                entry.liveRequired().orElse(false),
                entry.offline().map(word -> value(OfflinePolicy.class, word)).orElse(OfflinePolicy.OPEN),
                entry.gates().orElse(List.of()).stream().map(GateId::new).toList(),
                entry.devices().orElse(List.of()).stream().map(DeviceId::new).toList(),
                entry.windows().orElse(List.of()).stream()
                        .map(window -> new Window(window.from(), window.until()))
                        .toList(),
                entry.sessions().orElse(List.of()).stream().map(SessionId::new).toList(),
                entry.live().map(SheetPayload::schedule),
                entry.note().orElse(""));
    }

    private static EntryRuleEntry entry(EntryRule rule) {
        return new EntryRuleEntry(
                word(rule.reentry()),
                Optional.of(rule.pause().toSeconds()).filter(seconds -> seconds > 0),
                Optional.of(rule.perDay()).filter(most -> most > 0));
    }

    private static EntryRule rule(EntryRuleEntry entry) {
        return new EntryRule(
                value(EntryRule.Reentry.class, entry.reentry()),
                Duration.ofSeconds(entry.pauseSeconds().orElse(0L)),
                entry.perDay().orElse(0));
    }

    private static LiveEntry entry(LiveSchedule live) {
        return new LiveEntry(live.epoch(), (int) live.step().toSeconds(), live.steps());
    }

    private static LiveSchedule schedule(LiveEntry entry) {
        return new LiveSchedule(entry.epoch(), Duration.ofSeconds(entry.stepSeconds()), entry.steps());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
