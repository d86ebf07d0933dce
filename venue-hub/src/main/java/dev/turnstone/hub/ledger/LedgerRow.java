package dev.turnstone.hub.ledger;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.ledger.Heard;
import dev.turnstone.admission.ledger.Row;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.Optional;

/**
 * One presentation, as the venue's people see it: what the hub answered and what the devices' journals
 * tell, laid together.
 *
 * @param shown empty where nothing genuine was shown
 * @param at when it was presented
 * @param decision the hub's, else the device's; empty while only an intent is known
 * @param basis on whose word the lane was released, where it was
 * @param settled when the device saw it end
 * @param answer what the hub has to repeat
 */
public record LedgerRow(
        PresentationId id,
        Optional<Shown> shown,
        Doorway doorway,
        Instant at,
        Optional<Decision> decision,
        Optional<Basis> basis,
        Settlement settlement,
        Optional<Instant> settled,
        Optional<Answer> answer) {

    /** Empty where so little is known that not even the lane is: an end without its beginning. */
    static Optional<LedgerRow> of(PresentationId id, Optional<Row> row, Optional<Answer> answer, boolean proven) {
        Optional<Fact> end = row.flatMap(Row::end).map(Heard::fact);
        Optional<Doorway> doorway = answer.map(Answer::doorway)
                .or(() -> row.flatMap(Row::doorway))
                .or(() -> row.flatMap(known -> end.flatMap(fact -> doorway(known, fact))));
        return doorway.map(door -> new LedgerRow(
                id,
                answer.flatMap(Answer::shown).or(() -> row.flatMap(Row::shown)).or(() -> end.flatMap(LedgerRow::shown)),
                door,
                at(row, answer),
                answer.map(Answer::decision).or(() -> end.flatMap(LedgerRow::decision)),
                end.flatMap(LedgerRow::basis),
                settlement(row, end, proven),
                row.flatMap(Row::end).map(heard -> heard.stamp().at()),
                answer));
    }

    private static Instant at(Optional<Row> row, Optional<Answer> answer) {
        return answer.map(Answer::at)
                .or(() -> row.flatMap(Row::intent).map(heard -> heard.stamp().at()))
                .or(() -> row.flatMap(Row::end).map(heard -> heard.stamp().at()))
                .orElse(Instant.EPOCH);
    }

    private static Settlement settlement(Optional<Row> known, Optional<Fact> end, boolean proven) {
        if (known.isEmpty()) {
            return Settlement.TURNED_AWAY;
        }
        Row row = known.get();
        if (!proven) {
            return Settlement.UNPROVEN;
        }
        if (row.givenBack()) {
            return Settlement.ABANDONED;
        }
        if (row.crossing().isPresent()) {
            return row.crossing().get().how().forced() ? Settlement.FORCED : Settlement.FREE;
        }
        if (end.isPresent()) {
            return end.get() instanceof Fact.Outcome outcome
                    ? Settlement.of(outcome.passage())
                    : Settlement.TURNED_AWAY;
        }
        return switch (row.state()) {
            case OPEN -> Settlement.OPEN;
            case PASSED -> Settlement.UNKNOWN;
            case NOTHING -> Settlement.TURNED_AWAY;
        };
    }

    private static Optional<Doorway> doorway(Row row, Fact end) {
        return end instanceof Fact.TurnedAway away
                ? Optional.of(new Doorway(row.device(), away.gate(), away.lane(), away.direction()))
                : Optional.empty();
    }

    private static Optional<Shown> shown(Fact end) {
        return end instanceof Fact.TurnedAway away ? away.shown() : Optional.empty();
    }

    private static Optional<Decision> decision(Fact end) {
        return end instanceof Fact.TurnedAway away ? Optional.of(away.decision()) : Optional.empty();
    }

    private static Optional<Basis> basis(Fact end) {
        return end instanceof Fact.Outcome outcome ? Optional.of(outcome.basis()) : Optional.empty();
    }
}
