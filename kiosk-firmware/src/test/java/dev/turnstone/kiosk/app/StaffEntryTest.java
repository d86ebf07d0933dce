package dev.turnstone.kiosk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.platform.secret.SecretHash;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StaffEntryTest {
    private final Random random = new Random(5);

    @Test
    void aNameBecomesOneThatDoesNotChangeAndAPinIsKeptAsAHash() {
        Person person = StaffEntry.entry("José María Ñ.", "481516", "", random);

        assertEquals("jose-maria-n", person.staff());
        assertTrue(SecretHash.parse(person.pin().orElseThrow()).matches("481516"));
        assertTrue(person.badge().isEmpty());
        assertTrue(StaffEntry.entry("Ana", "481516", "TS-7Q2M-90LK-44AB", random)
                .badge()
                .isPresent());
    }

    @Test
    void aShortPinOrNoNameWillNotDo() {
        assertThrows(IllegalArgumentException.class, () -> StaffEntry.entry("Ana", "48151", "", random));
        assertThrows(IllegalArgumentException.class, () -> StaffEntry.entry("Ana", "letters", "", random));
        assertThrows(IllegalArgumentException.class, () -> StaffEntry.entry("", "481516", "", random));
    }
}
