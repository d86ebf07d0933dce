package dev.turnstone.admission.wire;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        Optional<Integer> capacity,
        Optional<List<AreaEntry>> areas,
        List<TierEntry> tiers,
        Optional<EntryRuleEntry> entryRule,
        Optional<LiveEntry> live,
        Optional<String> dayEnds,
        Optional<List<String>> requires) {
    public static final String KIND = "sheet";

    /** An {@link Area}. */
    public record AreaEntry(String id, int capacity, List<String> gates) {}

    /** A {@link Tier}; {@code offline} is {@code open}, {@code home-device} or {@code staff}. */
    public record TierEntry(
            int index,
            String name,
            Optional<Boolean> liveRequired,
            Optional<String> offline,
            Optional<List<String>> gates,
            Optional<List<String>> devices,
            Optional<List<WindowEntry>> windows,
            Optional<LiveEntry> live,
            Optional<String> note) {}

    /** A {@link Window}. */
    public record WindowEntry(Instant from, Instant until) {}

    /** An {@link EntryRule}; {@code reentry} is {@code none} or {@code after-exit}. */
    public record EntryRuleEntry(String reentry, Optional<Long> pauseSeconds, Optional<Integer> perDay) {}

    /** A {@link LiveSchedule}. */
    public record LiveEntry(Instant epoch, int stepSeconds, int steps) {}

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

    /** @throws IllegalArgumentException or DateTimeException where it is no sheet */
    public Sheet sheet() {
        if (!kind.equals(KIND)) {
            throw new IllegalArgumentException("not a sheet but \"" + kind + "\"");
        }
        return new Sheet(
                new EventId(event),
                number,
                name,
                venue,
                zone.map(ZoneId::of).orElse(ZoneOffset.UTC),
                opens,
                closes,
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
