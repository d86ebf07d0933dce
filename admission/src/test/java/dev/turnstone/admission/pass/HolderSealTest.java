package dev.turnstone.admission.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import dev.turnstone.admission.venue.EventId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HolderSealTest {
    private static final Pass PASS = Passes.passes().sold();
    private static final byte[] NONCE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    @Test
    void aSealOfASecondImplementationIsTheSameByteForByte() {
        String golden = "000102030405060708090a0ba8ea16a29ea9e7dafbde93dd919c4ef2deec"
                + "c816ad7293f45ae7ec2c4482608c3befaa153a32534e7cad8104daee481d"
                + "2b7a9ff30d8cfa450c54a5ee2d7859da5608a5634d22b531811253f59285e1bf";
        byte[] sealed = HolderSeal.seal("Ana Núñez", PASS, Maguey.EVENT, NONCE);
        assertEquals(golden, HexFormat.of().formatHex(sealed));
        assertEquals(Optional.of("Ana Núñez"), HolderSeal.open(sealed, PASS, Maguey.EVENT));
    }

    @Test
    void onlyThisPassInThisVersionOfThisEventOpensIt() {
        byte[] sealed = HolderSeal.seal("Ana", PASS, Maguey.EVENT, NONCE);
        assertEquals(
                Optional.empty(),
                HolderSeal.open(sealed, Passes.passes().version(2).sold(), Maguey.EVENT));
        assertEquals(
                Optional.empty(),
                HolderSeal.open(sealed, Passes.passes().numbered(1).sold(), Maguey.EVENT));
        assertEquals(Optional.empty(), HolderSeal.open(sealed, PASS, new EventId("another")));
    }

    @Test
    void everyChangedByteIsFound() {
        byte[] sealed = HolderSeal.seal("Ana", PASS, Maguey.EVENT, NONCE);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertEquals(Optional.empty(), HolderSeal.open(changed, PASS, Maguey.EVENT), "byte " + at);
        }
        assertEquals(Optional.empty(), HolderSeal.open(Arrays.copyOf(sealed, 91), PASS, Maguey.EVENT));
    }

    @Test
    void everyNameHasTheSameLengthWhenSealedAndComesBackAsFarAsItFits() {
        Seeds.each(300, random -> {
            StringBuilder name = new StringBuilder();
            random.ints(random.nextInt(60), 0x20, 0x3000).forEach(name::appendCodePoint);
            byte[] sealed = HolderSeal.seal(name.toString(), PASS, Maguey.EVENT, NONCE);
            assertEquals(HolderSeal.BYTES, sealed.length);
            String opened = HolderSeal.open(sealed, PASS, Maguey.EVENT).orElseThrow();
            assertEquals(name.substring(0, opened.length()), opened);
            assertEquals(true, opened.length() == name.length() || opened.getBytes(StandardCharsets.UTF_8).length > 60);
        });
    }
}
