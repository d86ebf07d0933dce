package dev.turnstone.admission.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.key.KeyId;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.pass.Decoded.NotAPass;
import dev.turnstone.admission.pass.Decoded.Why;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PassCodecTest {

    @Test
    void eachKindHasTheSizeThatItsQrCodeIsMadeFor() {
        assertSize(79, 119, Passes.passes().sold());
        assertSize(95, 143, Passes.passes().bareLive());
        assertSize(113, 170, Passes.passes().liveAt(1));
    }

    /** What a QR code of versions 5, 6 and 7 holds at level M in alphanumeric mode, by ISO 18004. */
    @Test
    void eachKindFitsItsQrVersion() {
        assertTrue(PassCodec.encode(Passes.passes().sold()).length() <= 122);
        assertTrue(PassCodec.encode(Passes.passes().bareLive()).length() <= 154);
        assertTrue(PassCodec.encode(Passes.passes().liveAt(1)).length() <= 178);
    }

    @Test
    void decodingGivesBackWhatWasEncoded() {
        Seeds.each(5_000, random -> {
            Pass pass = anyPass(random);
            assertEquals(new Decoded.Read(pass), PassCodec.decode(PassCodec.encode(pass)));
        });
    }

    @Test
    void anyTextThatDecodesIsTheOneThatEncodingGives() {
        Seeds.each(20_000, random -> {
            byte[] bytes = new byte[random.nextBoolean() ? 79 : random.nextInt(120)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(4);
            }
            String text = Base45.encode(bytes);
            if (PassCodec.decode(text) instanceof Decoded.Read(Pass pass)) {
                assertEquals(text, PassCodec.encode(pass));
            }
        });
    }

    @Test
    void everyLengthButTheRightOnesIsRefused() {
        byte[] live = Arrays.copyOf(PassCodec.bytes(Passes.passes().liveAt(7)), 200);
        for (int length = 1; length <= live.length; length++) {
            boolean right = length == PassCodec.BARE_LIVE_PASS || length == PassCodec.LIVE_PASS;
            assertEquals(right, PassCodec.decode(Arrays.copyOf(live, length)) instanceof Decoded.Read, "" + length);
        }
        assertEquals(new NotAPass(Why.WRONG_LENGTH), PassCodec.decode(""));
    }

    @Test
    void aTextTooLongForAnyPassIsNotEvenDecoded() {
        assertEquals(new NotAPass(Why.WRONG_LENGTH), PassCodec.decode("0".repeat(171)));
        assertEquals(new NotAPass(Why.WRONG_LENGTH), PassCodec.decode("?".repeat(1_000_000)));
    }

    @Test
    void eachWayToBeNoPassHasItsWord() {
        byte[] bytes = PassCodec.bytes(Passes.passes().sold());
        assertEquals(new NotAPass(Why.NOT_BASE45), PassCodec.decode("https://example.org"));
        bytes[0] = 3;
        assertEquals(new NotAPass(Why.UNKNOWN_FORMAT), PassCodec.decode(bytes));
        bytes[0] = 1;
        bytes[14] = (byte) 251;
        assertEquals(new NotAPass(Why.OUT_OF_RANGE), PassCodec.decode(bytes));
    }

    @Test
    void aPassShowsNeitherSignatureNorLinkWhenItIsPrinted() {
        Pass pass = Passes.passes().liveAt(7);
        assertEquals("Pass[LIVE 11400714819323198485]", pass.toString());
        assertEquals(Passes.passes().bareLive(), pass.bare());
        String printed = pass + " " + pass.signature() + " " + pass.code();
        assertFalse(printed.contains(PassCodec.encode(pass)));
        assertFalse(printed.contains(pass.code().orElseThrow().link().hex()));
    }

    @Test
    void aBodyThatCannotBeWrittenCannotBeMade() {
        KeyId key = Maguey.SIGNER.keyId();
        PassNumber number = new PassNumber(1);
        assertThrows(IllegalArgumentException.class, () -> PassBody.ofStatic(key, number, 256, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> PassBody.ofStatic(key, number, 0, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> PassBody.ofStatic(key, number, 0, 0, 251));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PassBody(PassFormat.LIVE, key, number, 0, 0, 1, Optional.empty()));
        assertThrows(
                IllegalArgumentException.class, () -> Passes.passes().sold().withCode(new LiveCode(0, new Link(0, 0))));
    }

    @Test
    void aSignerSignsOnlyBodiesThatNameItsKey() {
        PassBody other = PassBody.ofStatic(new KeyId(0), new PassNumber(1), 0, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> Maguey.SIGNER.sign(other));
    }

    private static void assertSize(int bytes, int characters, Pass pass) {
        assertEquals(bytes, PassCodec.bytes(pass).length);
        assertEquals(characters, PassCodec.encode(pass).length());
    }

    /** Well-formed, with any fields, and signed by nobody. */
    private static Pass anyPass(SplittableRandom random) {
        byte[] signature = new byte[Signature.BYTES];
        random.nextBytes(signature);
        KeyId key = new KeyId(random.nextInt(1 << 24));
        PassNumber number = new PassNumber(random.nextLong());
        int tier = random.nextInt(256);
        int version = random.nextInt(256);
        int admits = random.nextInt(251);
        PassBody body = random.nextBoolean()
                ? PassBody.ofStatic(key, number, tier, version, admits)
                : PassBody.ofLive(key, number, tier, version, admits, anyLink(random));
        Optional<LiveCode> code = body.format() == PassFormat.LIVE && random.nextBoolean()
                ? Optional.of(new LiveCode(random.nextInt(1 << 16), anyLink(random)))
                : Optional.empty();
        return new Pass(body, Signature.of(signature), code);
    }

    private static Link anyLink(SplittableRandom random) {
        return new Link(random.nextLong(), random.nextLong());
    }
}
