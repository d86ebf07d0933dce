package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.sheet.EntryRule;
import dev.turnstone.admission.sheet.EntryRule.Reentry;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last rule: is an entry left? An entry that is granted and not yet settled counts as used, but where only such ones
 * stand in the way nobody can say yet: in doubt, not refused.
 */
record Entitlement(int admits, History history, Sheet sheet) {

    Decision decideAt(Instant now) {
        Decision expected = decideAt(now, history);
        if (!(expected instanceof Refuse)) {
            return expected;
        }
        Decision certain = decideAt(now, history.settled());
        return certain instanceof Refuse ? certain : inDoubt();
    }

    List<Instant> boundaries(Instant latest) {
        List<Instant> boundaries = new ArrayList<>();
        boundaries.add(sheet.dayStart(latest));
        for (History known : List.of(history, history.settled())) {
            known.last(Direction.OUT).map(this::endOfPause).ifPresent(boundaries::add);
            known.last(Direction.IN).map(this::endOfPause).ifPresent(boundaries::add);
        }
        return boundaries;
    }

    private Decision decideAt(Instant now, History known) {
        return admits == PassBody.UNLIMITED ? unlimited(now, known) : counted(now, known);
    }

    private Decision unlimited(Instant now, History known) {
        return dayUsedUp(now, known)
                .or(() -> tooSoon(Direction.IN, now, known))
                .orElseGet(() -> new Admit(known.entries() + 1, PassBody.UNLIMITED));
    }

    private Decision counted(Instant now, History known) {
        boolean exitsGiveBack = rule().reentry() == Reentry.AFTER_EXIT;
        int inside = known.inside();
        int used = exitsGiveBack ? inside : known.entries();
        if (used >= admits) {
            return new Refuse(inside >= admits ? Reason.ALREADY_INSIDE : Reason.USED_UP, lastEntry(known));
        }
        // Of a party whoever comes now may never have been in: only an entry that was given back waits.
        boolean comesBack = exitsGiveBack && known.entries() >= admits;
        return dayUsedUp(now, known)
                .or(() -> comesBack ? tooSoon(Direction.OUT, now, known) : Optional.empty())
                .orElseGet(() -> new Admit(used + 1, admits));
    }

    private Decision inDoubt() {
        Use open = history.uses().reversed().stream()
                .filter(use -> use.isEntry() && use.state() == Use.State.OPEN)
                .findFirst()
                .orElseThrow();
        return new Refer(Cause.IN_DOUBT, seen(open));
    }

    private Optional<Decision> dayUsedUp(Instant now, History known) {
        if (rule().perDay() == 0) {
            return Optional.empty();
        }
        Instant dayStart = sheet.dayStart(now);
        long today = known.uses().stream()
                .filter(use -> use.isEntry() && !use.at().isBefore(dayStart))
                .count();
        return today < (long) rule().perDay() * Math.max(1, admits)
                ? Optional.empty()
                : Optional.of(new Refuse(Reason.USED_UP, lastEntry(known)));
    }

    private Optional<Decision> tooSoon(Direction since, Instant now, History known) {
        return known.last(since)
                .map(this::endOfPause)
                .filter(now::isBefore)
                .map(from -> new Refuse(Reason.TOO_SOON, new Hint.Time(from)));
    }

    /** Another device's clock may have said anything. */
    private Instant endOfPause(Use use) {
        Duration pause = rule().pause();
        return use.at().isBefore(Instant.MAX.minus(pause)) ? use.at().plus(pause) : Instant.MAX;
    }

    private static Hint lastEntry(History known) {
        return seen(known.last(Direction.IN).orElseThrow());
    }

    private EntryRule rule() {
        return sheet.entryRule();
    }

    private static Hint seen(Use use) {
        return new Hint.Seen(use.gate(), use.at());
    }
}
