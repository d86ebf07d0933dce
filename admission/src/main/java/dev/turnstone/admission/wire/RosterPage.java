package dev.turnstone.admission.wire;

import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.EventId;
import java.util.Base64;
import java.util.List;

/**
 * {@code GET /v1/roster/{event}?after=position} at the hub: an event's whole roster in pages, each pass once, in the order
 * in which it last changed. Whoever was interrupted asks again after the last {@code to}; whoever has read to
 * {@code head} goes on with {@link RosterChanges}.
 *
 * @param incarnation one unbroken life of this roster: where it changes, begin again at 0
 * @param to up to where this page brings the reader; equal to {@code head} in the last one
 */
public record RosterPage(String event, String incarnation, long to, long head, List<RosterChanges.Change> passes) {
    public static final int MOST_PASSES = 5_000;

    /**
     * The header in which a page carries the hub's signature: base64 of Ed25519 over "turnstone roster page v1" 0x00 ‖ the
     * body's bytes.
     */
    public static final String SIGNATURE = "Turnstone-Signature";

    public RosterPage {
        new EventId(event);
        Check.token("incarnation", incarnation);
        Check.number("head", head, 0);
        Check.between("to", to, 0, head);
        passes = Check.atMost("passes", passes, MOST_PASSES);
    }

    public static String signature(byte[] body, SigningKey hubKey) {
        return Signed.signature(Domain.ROSTER_PAGE, body, hubKey);
    }

    /** Whether this key signed these bytes; a text that is no signature at all is none. */
    public static boolean isSigned(byte[] body, String signature, PublicKey hubKey) {
        try {
            Signature claimed = Signature.of(Base64.getDecoder().decode(signature));
            return hubKey.verifies(claimed, Domain.ROSTER_PAGE.message(body));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
