package dev.turnstone.admission.pass;

import dev.turnstone.admission.key.KeyId;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import java.util.Optional;

/** Makes passes genuine with one event's issuing key. */
public final class PassSigner {
    private final SigningKey key;

    public PassSigner(SigningKey key) {
        this.key = key;
    }

    public static PassSigner fromSeed(byte[] seed) {
        return new PassSigner(SigningKey.fromSeed(seed));
    }

    public PublicKey publicKey() {
        return key.publicKey();
    }

    /** What every body to be signed here must name. */
    public KeyId keyId() {
        return key.publicKey().id();
    }

    public Pass sign(PassBody body) {
        if (!body.keyId().equals(keyId())) {
            throw new IllegalArgumentException("the body names key " + body.keyId() + ", this is " + keyId());
        }
        return new Pass(body, key.sign(PassCodec.signed(body)), Optional.empty());
    }
}
