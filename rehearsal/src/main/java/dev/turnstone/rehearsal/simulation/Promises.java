package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.ledger.Incident;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.hub.ledger.DoubleEntry;
import dev.turnstone.hub.ledger.LedgerState;
import dev.turnstone.hub.ledger.LedgerStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What truly happened, seen from outside of every machine, and whether the promises held. It knows nothing of the
 * product's own reckoning: it counts who walked, who was told what, and what stands on cards and disk.
 */
final class Promises {
    private final Night night;
    private final List<String> violations = new ArrayList<>();
    private final Map<PassKey, List<Walk>> walks = new HashMap<>();
    private final Map<String, SimulatedPass> byText = new HashMap<>();
    private final Map<PresentationId, Decision> given = new HashMap<>();
    private final Map<JournalId, Long> acknowledged = new HashMap<>();
    private final Map<JournalId, Long> sent = new HashMap<>();
    private final Map<SimulatedGate, Map<PassKey, PassUsage>> newestTold = new HashMap<>();
    private final Map<SimulatedGate, String> newestLife = new HashMap<>();

    /** Somebody went in. */
    private record Walk(SimulatedGate gate, PresentationId id, Basis basis) {}

    /** How many had gone in with this pass, as far as the hub could know, when it was asked. */
    record Known(SimulatedPass pass, long uses) {}

    Promises(Night night) {
        this.night = night;
    }

    List<String> violations() {
        return violations;
    }

    void sold(SimulatedPass pass) {
        byText.put(pass.text(), pass);
    }

    long walked() {
        return walks.values().stream().mapToLong(List::size).sum();
    }

    private List<Walk> walks(SimulatedPass pass) {
        return walks.getOrDefault(PassKey.of(pass.shown()), List.of());
    }

    private void violated(String what) {
        night.trace("VIOLATION: " + what);
        violations.add(what);
    }

    // Promise 1: one entitlement, one entry.

    Known known(PresentationId id, String text) {
        SimulatedPass pass = byText.get(text);
        if (pass == null) {
            throw new IllegalArgumentException("nobody has sold this pass");
        }
        return new Known(
                pass,
                walks(pass).stream()
                        .filter(walk -> !walk.id().equals(id))
                        .filter(walk -> night.hub()
                                        .disk()
                                        .position(walk.gate().card().head().id())
                                >= walk.gate().card().positionOfIntent(walk.id().seq()))
                        .count());
    }

    /** The hub says so. From now on it must know that it has. */
    void answered(PresentationId id, Outcome outcome, Known known) {
        if (!(outcome instanceof Outcome.Decided(Decision decision))) {
            return;
        }
        boolean storageFault = decision instanceof Decision.Refer refer && refer.cause() == Cause.STORAGE_FAULT;
        if (!storageFault) {
            Decision before = given.putIfAbsent(id, decision);
            boolean changed =
                    before instanceof Decision.Admit && decision instanceof Decision.Admit && !before.equals(decision);
            if (changed) {
                violated(id.seq() + " was answered " + before + ", and then " + decision);
            }
            if (before == null
                    && decision instanceof Decision.Admit
                    && known.uses() >= known.pass().admits()) {
                violated("the hub grants " + known.pass().name() + ", which admits "
                        + known.pass().admits() + ", and has read of " + known.uses() + " entries");
            }
        }
        if (decision instanceof Decision.Refer refer && refer.cause() == Cause.IN_DOUBT) {
            night.weather().reached(Reached.IN_DOUBT);
        }
    }

    void crossed(SimulatedGate gate, SimulatedPass pass, PresentationId id, Basis basis) {
        List<Walk> all = walks.computeIfAbsent(PassKey.of(pass.shown()), key -> new ArrayList<>());
        all.add(new Walk(gate, id, basis));
        night.trace(gate.doorway().gate() + ": somebody walks in with " + pass.name() + " on the word of " + basis
                + " (" + all.size() + " of " + pass.admits() + ")");
        long onHubsWord = all.stream().filter(walk -> walk.basis() == Basis.HUB).count();
        if (onHubsWord > pass.admits()) {
            violated(pass.name() + " admits " + pass.admits() + ", and the hub let in " + onHubsWord);
        }
        if (basis != Basis.HUB) {
            night.weather().reached(Reached.ADMITTED_ALONE);
            crossedAlone(gate, pass, all);
        }
        if (all.size() > pass.admits()) {
            night.weather().reached(Reached.OVER_ADMITTED);
        }
    }

    // Promise 2: cut off, a gate decides by the tier's policy.

    private void crossedAlone(SimulatedGate gate, SimulatedPass pass, List<Walk> all) {
        long here = all.stream().filter(walk -> walk.gate() == gate).count();
        if (here > pass.admits()) {
            violated(pass.name() + " admits " + pass.admits() + ", and one gate let in " + here);
        }
        Set<SimulatedGate> alone = all.stream()
                .filter(walk -> walk.basis() != Basis.HUB)
                .map(Walk::gate)
                .collect(Collectors.toSet());
        switch (pass.shown().tier()) {
            case House.HOME -> {
                if (alone.size() > 1) {
                    violated(pass.name() + " has a home device, and was let in at " + alone.size()
                            + " on their own word");
                }
            }
            case House.STAFF -> violated(pass.name() + " is staff's to decide, and a gate let it in alone");
            default -> {}
        }
    }

    /** A refusal as used is about a use that there was, or that nobody can rule out. */
    void decided(SimulatedGate gate, SimulatedPass pass, Decision decision, Basis basis) {
        night.trace(gate.doorway().gate() + " answers " + pass.name() + " on the word of " + basis + ": " + decision);
        boolean asUsed = decision instanceof Decision.Refuse refuse
                && (refuse.reason() == Reason.ALREADY_INSIDE || refuse.reason() == Reason.USED_UP);
        if (!asUsed) {
            return;
        }
        night.weather().reached(Reached.REFUSED_AS_USED);
        long uses = night.gates().stream()
                .mapToLong(each -> each.card().intents().values().stream()
                        .filter(intent -> intent.shown().equals(pass.shown()))
                        .filter(intent -> mayCount(each, intent.seq()))
                        .count())
                .sum();
        if (uses < pass.admits()) {
            violated(pass.name() + " is refused as used, and of " + pass.admits() + " uses at most " + uses
                    + " can have been made");
        }
    }

    private boolean mayCount(SimulatedGate gate, long seq) {
        Fact end = gate.card().ends().get(seq);
        return end == null ? walkedOrUnknown(gate, seq) : counts(end);
    }

    private boolean walkedOrUnknown(SimulatedGate gate, long seq) {
        return gate.card().isUnknown(seq)
                || walks.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(walk -> walk.gate() == gate && walk.id().seq() == seq);
    }

    private static boolean counts(Fact end) {
        return end instanceof Fact.Outcome outcome && outcome.passage().counts();
    }

    // Promise 3: nothing acknowledged is lost.

    void released(SimulatedGate gate, PresentationId id) {
        if (!gate.card().holdsIntent(id.seq())) {
            violated(gate.doorway().gate() + " releases its lane for " + id.seq() + ", which is not on its card");
        }
    }

    void acknowledged(JournalId journal, long position) {
        acknowledged.merge(journal, position, Math::max);
    }

    long sent(SimulatedCard card, JournalBatch batch) {
        long before = sent.getOrDefault(card.head().id(), 0L);
        sent.merge(card.head().id(), batch.from(), Math::max);
        return before;
    }

    /** At every step: no gate believes that the hub has what it has not. */
    void look() {
        for (SimulatedGate gate : night.gates()) {
            long at = night.hub().disk().position(gate.card().head().id());
            if (gate.acknowledged() > at) {
                violated(gate.doorway().gate() + " was told that the hub has its journal up to " + gate.acknowledged()
                        + ", and it has " + at);
            }
        }
    }

    /** What a hub has said in its earlier lives it must still know. */
    void hubStarted() {
        SimulatedDisk disk = night.hub().disk();
        given.forEach((id, decision) -> {
            if (disk.answer(id)
                    .filter(answer -> answer.decision().equals(decision))
                    .isEmpty()) {
                violated("the hub answered " + decision + " to " + id.seq() + ", and does not know it any more");
            }
        });
        acknowledged.forEach((journal, position) -> {
            if (disk.position(journal) < position) {
                violated("the hub acknowledged a journal up to " + position + ", and has it up to "
                        + disk.position(journal));
            }
        });
    }

    // What everyone is told of everyone's uses.

    /** @param kept what had reached its card before */
    void booted(SimulatedGate gate, String life, List<PassUsage> kept) {
        Map<PassKey, PassUsage> newest = new HashMap<>();
        kept.forEach(usage -> newest.put(new PassKey(usage.eventId(), usage.passNumber()), usage));
        newestTold.put(gate, newest);
        newestLife.put(gate, life);
    }

    void toldGate(SimulatedGate gate, UsageBatch batch) {
        String life = newestLife.getOrDefault(gate, "");
        if (number(batch.incarnation()) < number(life)) {
            return;
        }
        if (!batch.incarnation().equals(life)) {
            newestLife.put(gate, batch.incarnation());
            newestTold.remove(gate);
        }
        Map<PassKey, PassUsage> newest = newestTold.computeIfAbsent(gate, key -> new HashMap<>());
        batch.passes()
                .forEach(usage -> newest.merge(
                        new PassKey(usage.eventId(), usage.passNumber()),
                        usage,
                        (one, other) -> one.position() >= other.position() ? one : other));
    }

    private static int number(String life) {
        return life.isEmpty() ? 0 : Integer.parseInt(life, 5, life.length(), 10);
    }

    void remembers(SimulatedGate gate, PassUsage heard, History history) {
        PassUsage newest =
                newestTold.getOrDefault(gate, Map.of()).get(new PassKey(heard.eventId(), heard.passNumber()));
        if (newest != null && !ofOthers(gate, newest.counted()).equals(ofOthers(gate, history.uses()))) {
            violated(gate.doorway().gate() + " was told at last of "
                    + ofOthers(gate, newest.counted()).size()
                    + " uses of a pass elsewhere, and believes in "
                    + ofOthers(gate, history.uses()).size());
        }
    }

    private static List<Use> ofOthers(SimulatedGate gate, List<Use> uses) {
        return uses.stream()
                .filter(use -> !use.device().equals(gate.doorway().device()))
                .sorted(java.util.Comparator.comparing(Use::at).thenComparing(Use::toString))
                .toList();
    }

    // When the night is over.

    /** Ten seconds after the links are back: every journal is home, and every entry too many is an incident. */
    void healed() {
        for (SimulatedGate gate : night.gates()) {
            if (!gate.isDrained()) {
                violated(gate.doorway().gate() + " has not drained ten seconds after its link was there again");
            }
        }
        Map<PassKey, Long> shown = incidents(night.hub().state());
        for (SimulatedPass pass : night.house().passes()) {
            long tooMany = Math.max(0, walks(pass).size() - pass.admits());
            if (shown.getOrDefault(PassKey.of(pass.shown()), 0L) < tooMany) {
                violated(pass.name() + " let in " + tooMany + " too many, and "
                        + shown.getOrDefault(PassKey.of(pass.shown()), 0L) + " incidents are shown");
            }
        }
    }

    private static Map<PassKey, Long> incidents(LedgerState state) {
        return state.doubleEntries().stream()
                .filter(entry -> entry.state() != Incident.State.WITHDRAWN)
                .collect(Collectors.groupingBy(
                        entry -> entry.conflict().identity().pass(), Collectors.counting()));
    }

    /** Everyone has told everything, and every clock has passed it. */
    void settled() {
        LedgerState state = night.hub().state();
        Map<PassKey, Long> incidents = incidents(state);
        long completed = 0;
        for (SimulatedPass pass : night.house().passes()) {
            long used = 0;
            for (SimulatedGate gate : night.gates()) {
                for (Fact.Intent intent : gate.card().intents().values()) {
                    if (intent.shown().equals(pass.shown())) {
                        Fact end = gate.card().ends().get(intent.seq());
                        used += end == null || counts(end) ? 1 : 0;
                        completed += end instanceof Fact.Outcome outcome
                                        && outcome.passage().crossed()
                                ? 1
                                : 0;
                        if (end == null) {
                            night.weather().reached(Reached.UNKNOWN);
                        }
                    }
                }
            }
            settled(pass, used, incidents.getOrDefault(PassKey.of(pass.shown()), 0L), state);
        }
        if (state.occupancy(House.EVENT).entered() != completed) {
            violated(completed + " passages were completed, and the hub counts "
                    + state.occupancy(House.EVENT).entered());
        }
        state.doubleEntries().stream()
                .filter(entry -> entry.state() == Incident.State.PROVISIONAL)
                .forEach(entry -> violated("everyone has drained, and an incident is still provisional: "
                        + entry.conflict().identity()));
        anyOrder(state);
    }

    private void settled(SimulatedPass pass, long used, long incidents, LedgerState state) {
        if (walks(pass).size() > used) {
            violated(pass.name() + " let in " + walks(pass).size() + ", and the cards know of " + used);
        }
        long counted = state.uses(PassKey.of(pass.shown())).size();
        if (counted != used) {
            violated(pass.name() + " was used " + used + " times by the cards, and " + counted + " by the ledger");
        }
        if (incidents != Math.max(0, used - pass.admits())) {
            violated(pass.name() + " was used " + used + " times of " + pass.admits() + ", and there are " + incidents
                    + " incidents");
        }
    }

    /** The same whichever journal arrives first. */
    private void anyOrder(LedgerState state) {
        LedgerStore.Image reversed = night.hub().disk().reversed();
        LedgerState other = night.hub().rebuilt(reversed);
        if (!identities(state).equals(identities(other))) {
            violated("journals in another order tell of other incidents");
        }
    }

    private static Map<Object, Incident.State> identities(LedgerState state) {
        Function<DoubleEntry, Object> identity = entry -> entry.conflict().identity();
        return state.doubleEntries().stream()
                .filter(entry -> entry.state() != Incident.State.WITHDRAWN)
                .collect(Collectors.toMap(identity, DoubleEntry::state));
    }
}
