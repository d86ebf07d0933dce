package dev.turnstone.admission.sheet;

import dev.turnstone.admission.pass.LiveSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer looks for before it signs a sheet. Gates and hubs know only the newest sheet and obey it; only who
 * writes it knows the one before, and which passes are out there.
 */
public final class SheetReview {
    /** Step 0 shows the anchor, and a phone may be one step ahead: doors open at step 2 or later. */
    static final int STEPS_BEFORE_DOORS = 2;

    private SheetReview() {}

    /** What is wrong with it. */
    public enum Fault {
        /** The sheet before is of another event. */
        OTHER_EVENT,
        /** Its number is not higher than that of the sheet before, so readers would refuse or ignore it. */
        NUMBER_NOT_HIGHER,
        /** The tier admits only live codes, and nothing says when they change. */
        NO_SCHEDULE,
        /** The epoch lies less than two steps before doors, when the anchor itself, which paper carries, would pass. */
        EPOCH_TOO_LATE,
        /** The chain ends before the tier's last hour: phones would have nothing left to show. */
        CHAIN_TOO_SHORT,
        /** The epoch is later than before: links that were already shown would come into force again. */
        EPOCH_MOVED_LATER,
        /** Steps are of another length or number: phones that hold a chain would show codes of another moment. */
        STEPS_CHANGED
    }

    /** @param tier which one; empty where it is the whole sheet */
    public record Finding(Fault fault, Optional<Integer> tier) {}

    /**
     * @param before the sheet that is in force, if there is one
     * @return empty where it may be signed; with findings of {@link Fault#EPOCH_MOVED_LATER} or {@link
     *     Fault#STEPS_CHANGED} only together with the re-issue of that tier's live passes
     */
    public static List<Finding> of(Sheet sheet, Optional<Sheet> before) {
        List<Finding> findings = new ArrayList<>();
        before.ifPresent(old -> {
            note(findings, Fault.OTHER_EVENT, !old.event().equals(sheet.event()));
            note(findings, Fault.NUMBER_NOT_HIGHER, sheet.number() <= old.number());
        });
        for (Tier tier : sheet.tiers()) {
            Optional<LiveSchedule> schedule = sheet.liveOf(tier);
            if (schedule.isEmpty()) {
                note(findings, Fault.NO_SCHEDULE, tier, tier.liveRequired());
                continue;
            }
            LiveSchedule live = schedule.get();
            note(
                    findings,
                    Fault.EPOCH_TOO_LATE,
                    tier,
                    live.startOf(STEPS_BEFORE_DOORS).isAfter(doors(sheet, tier)));
            note(
                    findings,
                    Fault.CHAIN_TOO_SHORT,
                    tier,
                    live.startOf(live.steps() + 1L).isBefore(end(sheet, tier)));
            before.flatMap(old -> old.tier(tier.index()).flatMap(old::liveOf)).ifPresent(old -> {
                note(findings, Fault.EPOCH_MOVED_LATER, tier, live.epoch().isAfter(old.epoch()));
                boolean same = live.step().equals(old.step()) && live.steps() == old.steps();
                note(findings, Fault.STEPS_CHANGED, tier, !same);
            });
        }
        return List.copyOf(findings);
    }

    private static Instant doors(Sheet sheet, Tier tier) {
        return sheet.sessionsOf(tier).stream()
                .map(session -> session.hours().from())
                .min(Instant::compareTo)
                .orElse(sheet.opens());
    }

    private static Instant end(Sheet sheet, Tier tier) {
        return sheet.sessionsOf(tier).stream()
                .map(session -> session.hours().until())
                .max(Instant::compareTo)
                .orElse(sheet.closes());
    }

    private static void note(List<Finding> findings, Fault fault, boolean found) {
        if (found) {
            findings.add(new Finding(fault, Optional.empty()));
        }
    }

    private static void note(List<Finding> findings, Fault fault, Tier tier, boolean found) {
        if (found) {
            findings.add(new Finding(fault, Optional.of(tier.index())));
        }
    }
}
