package dev.turnstone.platform.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretHashTest {
    private final Random random = new Random(42);

    @Test
    void aSecretIsRecognisedFromWhatIsKeptAndNoOtherIs() {
        SecretHash kept = SecretHash.parse(SecretHash.of("481516", random).kept());

        assertTrue(kept.matches("481516"));
        assertFalse(kept.matches("481517"));
        assertFalse(kept.matches(""));
        assertFalse(kept.matches("4".repeat(10_000)));
    }

    /** Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32. */
    @Test
    void aHashOfTheReferenceImplementationIsUnderstood() {
        SecretHash kept = SecretHash.parse(
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

        assertTrue(kept.matches("password"));
        assertFalse(kept.matches("Password"));
    }

    @Test
    void theSameSecretIsKeptDifferentlyEachTime() {
        assertNotEquals(
                SecretHash.of("481516", random).kept(),
                SecretHash.of("481516", random).kept());
    }

    @Test
    void whatIsKeptAsksForNoMoreMemoryThanASmallMachineHas() {
        String hash = "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        for (String bad : List.of(
                "$argon2id$v=19$m=999999,t=2,p=1" + hash,
                "$argon2id$v=19$m=256,t=99,p=1" + hash,
                "$argon2id$v=19$m=256,t=0,p=1" + hash,
                "$argon2i$v=19$m=256,t=2,p=1" + hash,
                "481516",
                "")) {
            assertThrows(IllegalArgumentException.class, () -> SecretHash.parse(bad), bad);
        }
        assertThrows(IllegalArgumentException.class, () -> SecretHash.of("", random));
        assertEquals("SecretHash[kept]", SecretHash.of("1", random).toString());
    }
}
