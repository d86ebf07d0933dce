package dev.turnstone.admission.decision;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.pass.Base45;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Scene;
import dev.turnstone.admission.testing.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pass in which bits have changed is admitted nowhere: asked of the whole way from text to answer. */
class TamperTest {
    private static final int STEP = (int) Maguey.LIVE.stepAt(Maguey.NINE);

    static Stream<Named<Pass>> kinds() {
        return Stream.of(
                Named.of("static", Passes.passes().sold()),
                Named.of("bare live", Passes.passes().bareLive()),
                Named.of("live", Passes.passes().liveAt(STEP)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noSingleFlippedBitIsAdmitted(Pass pass) {
        byte[] bytes = PassCodec.bytes(pass);
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            assertFalse(isAdmitted(flip(bytes, bit)), "bit " + bit);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noTwoFlippedBitsAreAdmitted(Pass pass) {
        byte[] bytes = PassCodec.bytes(pass);
        Seeds.each(2_000, random -> {
            int one = random.nextInt(8 * bytes.length);
            int other = (one + 1 + random.nextInt(8 * bytes.length - 1)) % (8 * bytes.length);
            assertFalse(isAdmitted(flip(flip(bytes, one), other)), "bits " + one + " and " + other);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noFlippedBitOfItsTextIsAdmitted(Pass pass) {
        String text = PassCodec.encode(pass);
        for (int at = 0; at < text.length(); at++) {
            for (int bit = 0; bit < 16; bit++) {
                char wrong = (char) (text.charAt(at) ^ 1 << bit);
                assertFalse(isAdmitted(text.substring(0, at) + wrong + text.substring(at + 1)), "character " + at);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void untouchedItIs(Pass pass) {
        assertTrue(isAdmitted(PassCodec.encode(pass)));
    }

    private static boolean isAdmitted(byte[] bytes) {
        return isAdmitted(Base45.encode(bytes));
    }

    /** Staff admit a bare live pass by its holder's document: of that, being genuine is all there is to ask. */
    private static boolean isAdmitted(String text) {
        return Recognition.recognise(text, Maguey.KEYS, Freshness.FRESH) instanceof Genuine genuine
                && (genuine.pass().isBareLive() || Scene.scene().decide(genuine) instanceof Decision.Admit);
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return flipped;
    }
}
