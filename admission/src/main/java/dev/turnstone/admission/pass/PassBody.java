package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.KeyId;
import java.util.Optional;

/**
 * What a pass says, before anyone has signed it.
 *
 * @param keyId which key to try
 * @param tier index into the event's sheet, 0..255
 * @param version 0..255, raised by transfer or re-issue; gates remember the highest seen
 * @param admits 1..250 people, together or apart; 0 = unlimited under the sheet's rules
 * @param anchor the end of the hash chain; present exactly in a live pass
 */
public record PassBody(
        PassFormat format, KeyId keyId, PassNumber number, int tier, int version, int admits, Optional<Link> anchor) {
    public static final int MOST_ADMITS = 250;
    public static final int UNLIMITED = 0;

    public PassBody {
        requireByte("tier", tier);
        requireByte("version", version);
        if (admits < 0 || admits > MOST_ADMITS) {
            throw new IllegalArgumentException("admits must be 0..250: " + admits);
        }
        if (anchor.isPresent() != (format == PassFormat.LIVE)) {
            throw new IllegalArgumentException("a live pass has an anchor and a static one has none");
        }
    }

    public static PassBody ofStatic(KeyId keyId, PassNumber number, int tier, int version, int admits) {
        return new PassBody(PassFormat.STATIC, keyId, number, tier, version, admits, Optional.empty());
    }

    public static PassBody ofLive(KeyId keyId, PassNumber number, int tier, int version, int admits, Link anchor) {
        return new PassBody(PassFormat.LIVE, keyId, number, tier, version, admits, Optional.of(anchor));
    }

    private static void requireByte(String what, int value) {
        if (value >>> 8 != 0) {
            throw new IllegalArgumentException(what + " must be 0..255: " + value);
        }
    }
}
