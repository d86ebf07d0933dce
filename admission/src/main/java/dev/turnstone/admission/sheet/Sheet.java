package dev.turnstone.admission.sheet;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * An event's settings, as the cloud signs them. Begin with {@link #of} and change what differs: components may still
 * be added.
 *
 * @param number raised with every change; a lower number is refused
 * @param venue the house's name, as guests read it
 * @param zone where local days and hours are reckoned
 * @param capacity most people inside at once; 0 = not limited
 * @param dayEnds when a venue's day ends, local time
 * @param requires rules of this sheet that a reader must know by name; one it does not know means it cannot decide
 */
public record Sheet(
        EventId event,
        long number,
        String name,
        String venue,
        ZoneId zone,
        Instant opens,
        Instant closes,
        int capacity,
        List<Area> areas,
        List<Tier> tiers,
        EntryRule entryRule,
        Optional<LiveSchedule> live,
        LocalTime dayEnds,
        List<String> requires) {
    public static final LocalTime USUAL_DAY_END = LocalTime.of(6, 0);

    public Sheet {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("an event must open before it closes: " + opens + " to " + closes);
        }
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        areas = List.copyOf(areas);
        tiers = List.copyOf(tiers);
        requires = List.copyOf(requires);
        if (tiers.stream().map(Tier::index).distinct().count() != tiers.size()) {
            throw new IllegalArgumentException("two tiers share an index");
        }
    }

    /** A plain sheet: enter once, no capacity, the day ending at six. */
    public static Sheet of(
            EventId event,
            long number,
            String name,
            String venue,
            ZoneId zone,
            Instant opens,
            Instant closes,
            List<Tier> tiers) {
        return new Sheet(
                event,
                number,
                name,
                venue,
                zone,
                opens,
                closes,
                0,
                List.of(),
                tiers,
                EntryRule.ONCE,
                Optional.empty(),
                USUAL_DAY_END,
                List.of());
    }

    public Sheet capacity(int most) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, most, areas, tiers, entryRule, live, dayEnds,
                requires);
    }

    public Sheet areas(List<Area> parts) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, capacity, parts, tiers, entryRule, live, dayEnds,
                requires);
    }

    public Sheet entryRule(EntryRule rule) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, capacity, areas, tiers, rule, live, dayEnds, requires);
    }

    public Sheet live(LiveSchedule schedule) {
        return new Sheet(
                event,
                number,
                name,
                venue,
                zone,
                opens,
                closes,
                capacity,
                areas,
                tiers,
                entryRule,
                Optional.of(schedule),
                dayEnds,
                requires);
    }

    public Optional<Tier> tier(int index) {
        return tiers.stream().filter(tier -> tier.index() == index).findFirst();
    }

    public Optional<LiveSchedule> liveOf(Tier tier) {
        return tier.live().or(() -> live);
    }

    /** When the venue's day began that this instant belongs to. */
    public Instant dayStart(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        ZonedDateTime turn = local.toLocalDate().atTime(dayEnds).atZone(zone);
        return (local.isBefore(turn)
                        ? local.toLocalDate().minusDays(1).atTime(dayEnds).atZone(zone)
                        : turn)
                .toInstant();
    }
}
