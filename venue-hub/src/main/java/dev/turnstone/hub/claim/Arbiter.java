package dev.turnstone.hub.claim;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Headroom;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.ledger.Arbitration;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.hub.ledger.Answer;
import dev.turnstone.hub.ledger.Change;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.roster.Entitlements;
import dev.turnstone.hub.roster.RosterEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules on claims one after the other, as {@link Arbitration} judges them, from all that the venue knows; and gives the
 * same answer, whatever it was, to the same presentation again.
 */
final class Arbiter {
    private final Entitlements roster;

    Arbiter(Entitlements roster) {
        this.roster = roster;
    }

    /** The answer, and what must be on the disk before it is given. */
    record Ruling(Decision decision, List<Change> changes) {}

    /** Applies its ruling to the state, so that the next claim of the same batch sees it. */
    Ruling rule(Claim claim, LedgerState state, Instant now) {
        Optional<Shown> shown =
                claim.shown() instanceof Recognised.Genuine genuine ? Optional.of(Shown.of(genuine)) : Optional.empty();
        Optional<Answer> given = state.answer(claim.id());
        if (given.isPresent()) {
            // The same id with another pass: its device has lost count. Nothing is spent, and staff see to it.
            boolean same = given.get().shown().equals(shown);
            return new Ruling(same ? given.get().decision() : new Decision.Refer(Cause.IN_DOUBT), List.of());
        }
        List<Change> changes = new ArrayList<>();
        if (state.owner(claim.id().journal()).isEmpty()) {
            state.bound(claim.id().journal(), claim.doorway().device());
            changes.add(new Change.Bound(claim.id().journal(), claim.doorway().device(), now));
        }
        Decision decision = Arbitration.judge(
                        claim.shown(), new Known(state, claim.id(), now), state.row(claim.id()), claim.doorway(), now)
                .decision();
        changes.addAll(state.answered(new Answer(claim.id(), shown, claim.doorway(), now, decision)));
        rememberCode(claim, decision, state);
        return new Ruling(decision, changes);
    }

    private static void rememberCode(Claim claim, Decision decision, LedgerState state) {
        // On a way out nobody looks at the code, so it has proven nothing.
        if (claim.doorway().leadsIn()
                && claim.shown() instanceof Recognised.Genuine genuine
                && decision instanceof Decision.Admit) {
            PassKey key = new PassKey(genuine.event(), genuine.pass().number());
            genuine.pass().code().ifPresent(code -> state.verified(key, code));
        }
    }

    /** What the hub knows while it decides one presentation. */
    private final class Known implements Knowledge {
        private final LedgerState state;
        private final PresentationId own;
        private final Instant now;

        Known(LedgerState state, PresentationId own, Instant now) {
            this.state = state;
            this.own = own;
            this.now = now;
        }

        @Override
        public KeySet keys() {
            return roster.keys();
        }

        @Override
        public Freshness keysFreshness() {
            return roster.keysFreshness(now);
        }

        @Override
        public Optional<Sheet> sheet(EventId event) {
            return roster.sheet(event);
        }

        @Override
        public History history(EventId event, PassNumber number) {
            PassKey key = new PassKey(event, number);
            Optional<RosterEntry> entry = roster.pass(key);
            return new History(
                    entry.map(RosterEntry::standing).orElseGet(Standing.Valid::new),
                    entry.map(RosterEntry::version).orElse(0),
                    state.uses(key, own),
                    state.lastCode(key));
        }

        @Override
        public Headroom headroom(Sheet sheet, Doorway doorway) {
            return Headroom.through(
                    doorway.gate(),
                    sheet,
                    pool -> pool.capacityIn(sheet)
                            - (long) state.occupancy(pool, sheet).atMost());
        }
    }
}
