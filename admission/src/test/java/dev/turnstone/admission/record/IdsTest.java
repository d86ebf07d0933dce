package dev.turnstone.admission.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.admission.testing.Passes;
import dev.turnstone.admission.testing.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    void aPresentationIdReadsAsItIsPrinted() {
        Seeds.each(500, random -> {
            PresentationId id = new PresentationId(JournalId.random(random), random.nextLong(Long.MAX_VALUE));
            assertEquals(id, PresentationId.parse(id.toString()));
        });
    }

    @Test
    void aJournalIdHasThirtyTwoDigits() {
        assertEquals(
                "00112233445566778899aabbccddeeff",
                JournalId.parse("00112233445566778899aabbccddeeff").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0011", "00112233445566778899aabbccddeeff0", "0011223344556677:899aabbccddeeff"})
    void whatIsNoJournalIdIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> JournalId.parse(text));
    }

    @Test
    void whatIsNoPresentationIdIsRefused() {
        String journal = "00112233445566778899aabbccddeeff";
        assertThrows(IllegalArgumentException.class, () -> PresentationId.parse(journal));
        assertThrows(IllegalArgumentException.class, () -> PresentationId.parse(journal + ":"));
        assertThrows(IllegalArgumentException.class, () -> PresentationId.parse(journal + ":-1"));
    }

    @Test
    void aProofIsOfOneSignature() {
        Proof proof = Proof.of(Passes.passes().sold().signature());
        assertEquals(proof, Proof.of(proof.bytes()));
        assertNotEquals(proof, Proof.of(Passes.passes().version(2).sold().signature()));
        assertThrows(IllegalArgumentException.class, () -> Proof.of(new byte[15]));
    }
}
