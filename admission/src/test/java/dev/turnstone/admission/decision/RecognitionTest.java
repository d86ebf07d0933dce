package dev.turnstone.admission.decision;

import static dev.turnstone.admission.testing.Passes.passes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognised.Unrecognised;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.Delegation;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.EventId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecognitionTest {

    @Test
    void aPassSignedByAnIssuingKeyIsGenuineAndOfThatKeysEvent() {
        Pass pass = passes().sold();
        assertEquals(new Genuine(pass, Maguey.KEY), recognise(PassCodec.encode(pass), Freshness.FRESH));
    }

    @Test
    void anotherTextIsNotAPass() {
        assertEquals(refused(Reason.NOT_A_PASS), recognise("HELLO", Freshness.FRESH));
        assertEquals(refused(Reason.NOT_A_PASS), recognise("", Freshness.MAY_BE_STALE));
    }

    @Test
    void anUnknownKeyIsAnUnknownEventOnlyWhereTheKeySetIsFresh() {
        Pass foreign = passes().signedBy(PassSigner.fromSeed(Maguey.seed(2))).sold();
        String text = PassCodec.encode(foreign);
        assertEquals(refused(Reason.UNKNOWN_EVENT), recognise(text, Freshness.FRESH));
        assertEquals(new Unrecognised(new Refer(Cause.KEYS_STALE)), recognise(text, Freshness.MAY_BE_STALE));
    }

    @Test
    void aKnownKeyThatDidNotSignIsAForgeryHoweverOldTheKeySet() {
        Pass genuine = passes().sold();
        Pass raised = new Pass(
                PassBody.ofStatic(genuine.body().keyId(), genuine.number(), 0, 1, 250),
                genuine.signature(),
                genuine.code());
        assertEquals(refused(Reason.FORGED), recognise(PassCodec.encode(raised), Freshness.FRESH));
        assertEquals(refused(Reason.FORGED), recognise(PassCodec.encode(raised), Freshness.MAY_BE_STALE));
    }

    @Test
    void keysThatShareAnIdAreEachTried() {
        SigningKey[] twins = twoKeysWithOneId();
        EventKey first = key("first", twins[0].publicKey());
        EventKey second = key("second", twins[1].publicKey());
        PassSigner signer = new PassSigner(twins[1]);
        Pass pass = signer.sign(PassBody.ofStatic(signer.keyId(), new PassNumber(1), 0, 0, 1));
        assertEquals(
                new Genuine(pass, second),
                Recognition.recognise(pass, new KeySet(1, List.of(first, second)), Freshness.FRESH));
    }

    @Test
    void aHubsKeyVouchesOnlyForStaticPassesOfTheTiersLentToIt() {
        EventKey lent = Maguey.KEY.delegated(new Delegation(Set.of(3), 100));
        KeySet keys = new KeySet(1, List.of(lent));
        Pass within = passes().tier(3).sold();
        assertEquals(new Genuine(within, lent), Recognition.recognise(within, keys, Freshness.FRESH));
        assertEquals(
                refused(Reason.FORGED), Recognition.recognise(passes().tier(4).sold(), keys, Freshness.FRESH));
        assertEquals(
                refused(Reason.FORGED), Recognition.recognise(passes().tier(3).bareLive(), keys, Freshness.FRESH));
    }

    @Test
    void aTierThatMayHaveBeenLentSinceIsNoForgery() {
        EventKey lent = Maguey.KEY.delegated(new Delegation(Set.of(3), 100));
        KeySet keys = new KeySet(1, List.of(lent));
        assertEquals(
                new Unrecognised(new Decision.Refer(Cause.KEYS_STALE)),
                Recognition.recognise(passes().tier(4).sold(), keys, Freshness.MAY_BE_STALE));
        Pass altered = passes().tier(4).sold();
        Pass forged = new Pass(altered.body(), passes().tier(3).sold().signature(), altered.code());
        assertEquals(refused(Reason.FORGED), Recognition.recognise(forged, keys, Freshness.MAY_BE_STALE));
    }

    private static EventKey key(String event, PublicKey key) {
        return new EventKey(new EventId(event), key, Maguey.KEY.from(), Maguey.KEY.until());
    }

    /** A key id has 24 bits: among some thousand keys, two share one. */
    private static SigningKey[] twoKeysWithOneId() {
        Map<Object, SigningKey> byId = new HashMap<>();
        for (int count = 0; ; count++) {
            byte[] seed = ByteBuffer.allocate(32).putInt(count).array();
            SigningKey key = SigningKey.fromSeed(seed);
            SigningKey twin = byId.put(key.publicKey().id(), key);
            if (twin != null) {
                return new SigningKey[] {twin, key};
            }
        }
    }

    private static Recognised recognise(String text, Freshness freshness) {
        return Recognition.recognise(text, Maguey.KEYS, freshness);
    }

    private static Recognised refused(Reason reason) {
        return new Unrecognised(new Refuse(reason));
    }
}
