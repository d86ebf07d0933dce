package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.Signature;
import java.util.Optional;

/**
 * A decoded pass: body, signature, and on a phone the live code of the moment. Decoded is not genuine: ask
 * {@link #isSignedBy}.
 */
public record Pass(PassBody body, Signature signature, Optional<LiveCode> code) {
    public Pass {
        if (code.isPresent() && body.format() != PassFormat.LIVE) {
            throw new IllegalArgumentException("only a live pass shows a code");
        }
    }

    public PassNumber number() {
        return body.number();
    }

    /** A live pass without its code: mail, print, wallet. */
    public boolean isBareLive() {
        return body.format() == PassFormat.LIVE && code.isEmpty();
    }

    public boolean isSignedBy(PublicKey key) {
        return key.id().equals(body.keyId()) && key.verifies(signature, PassCodec.signed(body));
    }

    public Pass withCode(LiveCode shown) {
        return new Pass(body, signature, Optional.of(shown));
    }

    public Pass bare() {
        return new Pass(body, signature, Optional.empty());
    }

    /** Only what may stand in a log: with the signature, anyone could show the pass. */
    @Override
    public String toString() {
        return "Pass[" + body.format() + " " + body.number() + "]";
    }
}
