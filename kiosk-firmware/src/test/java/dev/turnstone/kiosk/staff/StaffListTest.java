package dev.turnstone.kiosk.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffListTest {
    private static final String BADGE = "TS-7Q2M-90LK-44AB";
    private static final String PIN = SecretHash.of("481516", new Random(1)).kept();

    @TempDir
    private Path folder;

    @Test
    void aPersonIsKnownByPinOrBadgeAndByNobodyElses() throws IOException {
        StaffList list = list(
                new Person("ana", "Ana", List.of("staff"), Optional.of(PIN), Optional.of(StaffList.badgeHash(BADGE))),
                new Person("leo", "Leo", List.of("owner"), Optional.empty(), Optional.empty()));

        assertEquals("Ana", list.byPin("ana", "481516").orElseThrow().name());
        assertTrue(list.byPin("ana", "481517").isEmpty());
        assertTrue(list.byPin("leo", "481516").isEmpty());
        assertTrue(list.byPin("leo", "").isEmpty());
        assertEquals("Ana", list.byBadge(BADGE).orElseThrow().name());
        assertTrue(list.byBadge(BADGE + "X").isEmpty());
        assertTrue(list.byBadge("").isEmpty());
    }

    @Test
    void whoHasNoRoleAtTheDoorIsNotOffered() throws IOException {
        StaffList list = list(
                new Person("tec", "Tec", List.of("technician"), Optional.of(PIN), Optional.empty()),
                new Person("ana", "Ana", List.of("staff"), Optional.of(PIN), Optional.empty()));

        assertEquals(
                List.of("Ana"), list.read().people().stream().map(Person::name).toList());
        assertTrue(list.byPin("tec", "481516").isEmpty());
    }

    @Test
    void aMissingListAdmitsNobodyAndADamagedOneSaysSo() throws IOException {
        StaffList list = new StaffList(folder.resolve("staff.json"));
        assertEquals(List.of(), list.read().people());
        assertTrue(list.read().fault().isEmpty());
        Files.writeString(
                list.file(),
                "{\"staff\":[{\"staff\":\"ana\",\"name\":\"Ana\",\"roles\":[\"staff\"],\"pin\":\"1234\"}]}");
        assertEquals(List.of(), list.read().people());
        assertTrue(list.read().fault().isPresent());
        assertFalse(list.byPin("ana", "1234").isPresent());
    }

    private StaffList list(Person... people) throws IOException {
        Path file = folder.resolve("staff.json");
        Files.writeString(file, Json.text(Map.of("staff", List.of(people))));
        return new StaffList(file);
    }
}
