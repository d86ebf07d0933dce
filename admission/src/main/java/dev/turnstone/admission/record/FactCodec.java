package dev.turnstone.admission.record;

import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Fact.Crossed;
import dev.turnstone.admission.record.Fact.Intent;
import dev.turnstone.admission.record.Fact.Noted;
import dev.turnstone.admission.record.Fact.Outcome;
import dev.turnstone.admission.record.Fact.Ruled;
import dev.turnstone.admission.record.Fact.Started;
import dev.turnstone.admission.record.Fact.TurnedAway;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.util.Optional;

/**
 * The facts inside journal entries. A text is two bytes of length and UTF-8; a direction is 0 in, 1 out.
 *
 * <pre>
 *   1 Started     boot text ‖ first seq 8
 *   2 Intent      seq 8 ‖ shown ‖ gate text ‖ lane text ‖ direction 1
 *   3 Outcome     seq 8 ‖ basis 1 ‖ passage 1
 *   4 TurnedAway  seq 8 ‖ 0, or 1 and shown ‖ gate text ‖ lane text ‖ direction 1 ‖ decision
 *   5 Crossed     seq 8 ‖ gate text ‖ lane text ‖ direction 1 ‖ crossing 1
 *   6 Noted       gate text ‖ lane text ‖ what text ‖ detail text
 *   7 Ruled       seq 8 ‖ 0, or 1 and shown ‖ staff text ‖ ruling 1 ‖ why text
 *
 *     shown       event text ‖ number 8 ‖ tier 1 ‖ version 1 ‖ admits 1 ‖ proof 16
 *     decision    see {@link DecisionCodec}
 * </pre>
 */
final class FactCodec {
    private static final int STARTED = 1;
    private static final int INTENT = 2;
    private static final int OUTCOME = 3;
    private static final int TURNED_AWAY = 4;
    private static final int CROSSED = 5;
    private static final int NOTED = 6;
    private static final int RULED = 7;

    private FactCodec() {}

    static int kind(Fact fact) {
        return switch (fact) {
            case Started started -> STARTED;
            case Intent intent -> INTENT;
            case Outcome outcome -> OUTCOME;
            case TurnedAway turnedAway -> TURNED_AWAY;
            case Crossed crossed -> CROSSED;
            case Noted noted -> NOTED;
            case Ruled ruled -> RULED;
        };
    }

    static boolean knows(int kind) {
        return kind >= STARTED && kind <= RULED;
    }

    static void write(ByteWriter writer, Fact fact) {
        switch (fact) {
            case Started(String boot, long firstSeq) -> writer.text(boot).i64(firstSeq);
            case Intent(long seq, Shown shown, GateId gate, LaneId lane, Direction direction) -> {
                writer.i64(seq);
                write(writer, shown);
                writer.text(gate.value()).text(lane.value()).u8(code(direction));
            }
            case Outcome(long seq, Basis basis, Passage passage) ->
                writer.i64(seq).u8(basis.code()).u8(passage.code());
            case TurnedAway away -> {
                writer.i64(away.seq()).u8(away.shown().isPresent() ? 1 : 0);
                away.shown().ifPresent(shown -> write(writer, shown));
                writer.text(away.gate().value()).text(away.lane().value()).u8(code(away.direction()));
                DecisionCodec.write(writer, away.decision());
            }
            case Crossed(long seq, GateId gate, LaneId lane, Direction direction, Crossing how) ->
                writer.i64(seq)
                        .text(gate.value())
                        .text(lane.value())
                        .u8(code(direction))
                        .u8(how.code());
            case Noted(GateId gate, LaneId lane, String what, String detail) ->
                writer.text(gate.value()).text(lane.value()).text(what).text(detail);
            case Ruled ruled -> {
                writer.i64(ruled.seq()).u8(ruled.shown().isPresent() ? 1 : 0);
                ruled.shown().ifPresent(shown -> write(writer, shown));
                writer.text(ruled.staff()).u8(ruled.ruling().code()).text(ruled.why());
            }
        }
    }

    static Fact read(ByteReader reader, int kind) {
        return switch (kind) {
            case STARTED -> new Started(reader.text(), reader.i64());
            case INTENT ->
                new Intent(reader.i64(), readShown(reader), readGate(reader), readLane(reader), readDirection(reader));
            case OUTCOME ->
                new Outcome(
                        reader.i64(),
                        Coded.find(Basis.values(), Basis::code, reader.u8()),
                        Coded.find(Passage.values(), Passage::code, reader.u8()));
            case TURNED_AWAY ->
                new TurnedAway(
                        reader.i64(),
                        Coded.flag(reader) ? Optional.of(readShown(reader)) : Optional.empty(),
                        readGate(reader),
                        readLane(reader),
                        readDirection(reader),
                        DecisionCodec.read(reader));
            case CROSSED ->
                new Crossed(
                        reader.i64(),
                        readGate(reader),
                        readLane(reader),
                        readDirection(reader),
                        Coded.find(Crossing.values(), Crossing::code, reader.u8()));
            case NOTED -> new Noted(readGate(reader), readLane(reader), reader.text(), reader.text());
            case RULED ->
                new Ruled(
                        reader.i64(),
                        Coded.flag(reader) ? Optional.of(readShown(reader)) : Optional.empty(),
                        reader.text(),
                        Coded.find(Ruling.values(), Ruling::code, reader.u8()),
                        reader.text());
            default -> throw new IllegalArgumentException("unknown kind " + kind);
        };
    }

    private static void write(ByteWriter writer, Shown shown) {
        writer.text(shown.event().value())
                .i64(shown.number().value())
                .u8(shown.tier())
                .u8(shown.version())
                .u8(shown.admits())
                .i64(shown.proof().high())
                .i64(shown.proof().low());
    }

    private static Shown readShown(ByteReader reader) {
        return new Shown(
                new EventId(reader.text()),
                new PassNumber(reader.i64()),
                reader.u8(),
                reader.u8(),
                reader.u8(),
                new Proof(reader.i64(), reader.i64()));
    }

    private static GateId readGate(ByteReader reader) {
        return new GateId(reader.text());
    }

    private static LaneId readLane(ByteReader reader) {
        return new LaneId(reader.text());
    }

    private static int code(Direction direction) {
        return switch (direction) {
            case IN -> 0;
            case OUT -> 1;
        };
    }

    private static Direction readDirection(ByteReader reader) {
        return Coded.flag(reader) ? Direction.OUT : Direction.IN;
    }
}
