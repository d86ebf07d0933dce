package dev.turnstone.kiosk.roster;

import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.wire.RosterChanges.Change;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the roster says of one pass.
 *
 * <pre>
 * 0      layout    0x01
 * 1      tier
 * 2      version
 * 3      admits
 * 4      standing  0 valid, 1 revoked, 2 blocked
 * 5..12  parent    only where there is one
 * </pre>
 *
 * What staff wrote about a blocked pass may name a guest, so it has no place in these bytes: a stolen card tells nobody.
 *
 * @param parent the pass of the reservation that it belongs to
 */
record RosterEntry(int tier, int version, int admits, Standing standing, Optional<PassNumber> parent) {
    private static final byte LAYOUT = 1;
    private static final int WITHOUT_PARENT = 5;
    private static final int WITH_PARENT = WITHOUT_PARENT + Long.BYTES;
    private static final int BYTE = 0xFF;

    private static final byte VALID = 0;
    private static final byte REVOKED = 1;
    private static final byte BLOCKED = 2;

    static RosterEntry of(Change change) {
        return new RosterEntry(
                change.tier(),
                change.version(),
                change.admits(),
                change.standing(),
                change.parent().map(PassNumber::parse));
    }

    boolean hasNote() {
        return standing instanceof Standing.Blocked blocked && !blocked.note().isEmpty();
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(parent.isPresent() ? WITH_PARENT : WITHOUT_PARENT)
                .put(LAYOUT)
                .put((byte) tier)
                .put((byte) version)
                .put((byte) admits)
                .put(
                        switch (standing) {
                            case Standing.Valid valid -> VALID;
                            case Standing.Revoked revoked -> REVOKED;
                            case Standing.Blocked blocked -> BLOCKED;
                        });
        parent.ifPresent(number -> bytes.putLong(number.value()));
        return bytes.array();
    }

    /** Empty where these bytes are none of ours: what cannot be read refuses nobody. */
    static Optional<RosterEntry> read(byte[] bytes) {
        boolean known = bytes.length == WITHOUT_PARENT || bytes.length == WITH_PARENT;
        if (!known || bytes[0] != LAYOUT || bytes[4] < VALID || bytes[4] > BLOCKED) {
            return Optional.empty();
        }
        Standing standing = switch (bytes[4]) {
            case REVOKED -> new Standing.Revoked();
            case BLOCKED -> new Standing.Blocked("");
            default -> new Standing.Valid();
        };
        return Optional.of(new RosterEntry(
                bytes[1] & BYTE,
                bytes[2] & BYTE,
                bytes[3] & BYTE,
                standing,
                bytes.length == WITH_PARENT
                        ? Optional.of(new PassNumber(ByteBuffer.wrap(bytes).getLong(WITHOUT_PARENT)))
                        : Optional.empty()));
    }
}
