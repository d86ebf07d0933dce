package dev.turnstone.admission.record;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.GateId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision as bytes; instants are milliseconds since 1970.
 *
 * <pre>
 *   0 Admit    ordinal 2 ‖ of 1
 *   1 Refuse   reason's code 1 ‖ hint
 *   2 Refer    cause's code 1 ‖ hint
 *
 *     hint     0 none
 *              1 seen   gate text ‖ instant 8
 *              2 time   instant 8
 *              3 gates  count 1 ‖ so many gate texts
 *              4 home   device text
 *              5 note   text
 * </pre>
 */
final class DecisionCodec {
    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private DecisionCodec() {}

    static void write(ByteWriter writer, Decision decision) {
        switch (decision) {
            case Admit(int ordinal, int of) -> writer.u8(0).u16(ordinal).u8(of);
            case Refuse(Reason reason, Hint hint) -> {
                writer.u8(1).u8(reason.code());
                write(writer, hint);
            }
            case Refer(Cause cause, Hint hint) -> {
                writer.u8(2).u8(cause.code());
                write(writer, hint);
            }
        }
    }

    static Decision read(ByteReader reader) {
        return switch (reader.u8()) {
            case 0 -> new Admit(reader.u16(), reader.u8());
            case 1 -> new Refuse(Coded.find(Reason.values(), Reason::code, reader.u8()), readHint(reader));
            case 2 -> new Refer(Coded.find(Cause.values(), Cause::code, reader.u8()), readHint(reader));
            default -> throw new IllegalArgumentException("unknown decision");
        };
    }

    private static void write(ByteWriter writer, Hint hint) {
        switch (hint) {
            case Hint.None none -> writer.u8(0);
            case Hint.Seen(GateId gate, Instant at) ->
                writer.u8(1).text(gate.value()).i64(millis(at));
            case Hint.Time(Instant at) -> writer.u8(2).i64(millis(at));
            case Hint.Gates(List<GateId> gates) -> {
                writer.u8(3).u8(gates.size());
                gates.forEach(gate -> writer.text(gate.value()));
            }
            case Hint.Home(DeviceId device) -> writer.u8(4).text(device.value());
            case Hint.Note(String text) -> writer.u8(5).text(text);
        }
    }

    /** What another device's clock said may lie further away than these bytes reach: then as far as they do. */
    private static long millis(Instant at) {
        if (at.isAfter(LATEST)) {
            return Long.MAX_VALUE;
        }
        return at.isBefore(EARLIEST) ? Long.MIN_VALUE : at.toEpochMilli();
    }

    private static Hint readHint(ByteReader reader) {
        return switch (reader.u8()) {
            case 0 -> Hint.NONE;
            case 1 -> new Hint.Seen(new GateId(reader.text()), Instant.ofEpochMilli(reader.i64()));
            case 2 -> new Hint.Time(Instant.ofEpochMilli(reader.i64()));
            case 3 -> {
                int count = reader.u8();
                List<GateId> gates = new ArrayList<>();
                for (int at = 0; at < count; at++) {
                    gates.add(new GateId(reader.text()));
                }
                yield new Hint.Gates(gates);
            }
            case 4 -> new Hint.Home(new DeviceId(reader.text()));
            case 5 -> new Hint.Note(reader.text());
            default -> throw new IllegalArgumentException("unknown hint");
        };
    }
}
