package dev.turnstone.admission.sheet;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.venue.AreaId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.SessionId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event's settings, as the cloud signs them. Begin with {@link #of} and change what differs: components may still
 * be added.
 *
 * @param number raised with every change; a lower number is refused
 * @param venue the house's name, as guests read it
 * @param zone where local days and hours are reckoned
 * @param sessions its sittings, where it has several; empty = one, from {@code opens} to {@code closes}
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
        List<Session> sessions,
        int capacity,
        List<Area> areas,
        List<Tier> tiers,
        EntryRule entryRule,
        Optional<LiveSchedule> live,
        LocalTime dayEnds,
        List<String> requires) {
    public static final LocalTime USUAL_DAY_END = LocalTime.of(6, 0);
    /** Required of a reader by a sheet that has sessions: without them it would let everybody in on every night. */
    public static final String SESSIONS = "sessions";

    private static final Set<String> UNDERSTOOD = Set.of(SESSIONS);

    public Sheet {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("an event must open before it closes: " + opens + " to " + closes);
        }
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        sessions = List.copyOf(sessions);
        areas = List.copyOf(areas);
        tiers = List.copyOf(tiers);
        requires = List.copyOf(requires);
        if (tiers.stream().map(Tier::index).distinct().count() != tiers.size()) {
            throw new IllegalArgumentException("two tiers share an index");
        }
        if (areas.stream().map(Area::id).distinct().count() != areas.size()) {
            throw new IllegalArgumentException("two areas share an id");
        }
        Set<SessionId> known = sessions.stream().map(Session::id).collect(Collectors.toUnmodifiableSet());
        if (known.size() != sessions.size()) {
            throw new IllegalArgumentException("two sessions share an id");
        }
        if (!tiers.stream().allMatch(tier -> known.containsAll(tier.sessions()))) {
            throw new IllegalArgumentException("a tier is for a session that the sheet does not have");
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
                List.of(),
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
                event, number, name, venue, zone, opens, closes, sessions, most, areas, tiers, entryRule, live, dayEnds,
                requires);
    }

    public Sheet areas(List<Area> parts) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, sessions, capacity, parts, tiers, entryRule, live,
                dayEnds, requires);
    }

    public Sheet entryRule(EntryRule rule) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, sessions, capacity, areas, tiers, rule, live, dayEnds,
                requires);
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
                sessions,
                capacity,
                areas,
                tiers,
                entryRule,
                Optional.of(schedule),
                dayEnds,
                requires);
    }

    /** Several sittings, which a reader must then know how to keep apart. */
    public Sheet sessions(List<Session> sittings) {
        return new Sheet(
                        event, number, name, venue, zone, opens, closes, sittings, capacity, areas, tiers, entryRule,
                        live, dayEnds, requires)
                .requiring(SESSIONS);
    }

    /** The tiers, for a sheet whose sessions they name. */
    public Sheet tiers(List<Tier> kinds) {
        return new Sheet(
                event, number, name, venue, zone, opens, closes, sessions, capacity, areas, kinds, entryRule, live,
                dayEnds, requires);
    }

    /** A reader that does not know this rule by its name must not decide by this sheet. */
    public Sheet requiring(String... rules) {
        List<String> all = Stream.concat(requires.stream(), Arrays.stream(rules))
                .distinct()
                .toList();
        return new Sheet(
                event, number, name, venue, zone, opens, closes, sessions, capacity, areas, tiers, entryRule, live,
                dayEnds, all);
    }

    /** Does this version know every rule that the sheet says one must know? */
    public boolean isUnderstood() {
        return UNDERSTOOD.containsAll(requires);
    }

    public Optional<Tier> tier(int index) {
        return tiers.stream().filter(tier -> tier.index() == index).findFirst();
    }

    public Optional<Area> area(AreaId id) {
        return areas.stream().filter(area -> area.id().equals(id)).findFirst();
    }

    /** The sessions that a tier is for. */
    public List<Session> sessionsOf(Tier tier) {
        return tier.sessions().isEmpty()
                ? sessions
                : sessions.stream()
                        .filter(session -> tier.sessions().contains(session.id()))
                        .toList();
    }

    /** By which schedule a tier's live codes change: its own, or its only session's, or the sheet's. */
    public Optional<LiveSchedule> liveOf(Tier tier) {
        List<Session> its = sessionsOf(tier);
        Optional<LiveSchedule> ofSession = its.size() == 1 ? its.getFirst().live() : Optional.empty();
        return tier.live().or(() -> ofSession).or(() -> live);
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
