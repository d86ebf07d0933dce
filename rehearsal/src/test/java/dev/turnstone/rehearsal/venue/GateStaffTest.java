package dev.turnstone.rehearsal.venue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateStaffTest {
    @TempDir
    private Path folder;

    @Test
    void whoeverRehearsesMaySignInAtAGateAndAListThatIsThereStays() throws Exception {
        Path data = folder.resolve("gate-a");
        GateStaff.mayServe(data, "204857");

        String list = Files.readString(data.resolve("staff.json"));
        JsonNode person = Json.read(list, JsonNode.class).path("staff").path(0);
        assertEquals("rehearsal", person.path("staff").asText());
        assertTrue(SecretHash.parse(person.path("pin").asText()).matches("204857"));
        assertFalse(list.contains("204857"));

        GateStaff.mayServe(data, "111111");
        assertEquals(list, Files.readString(data.resolve("staff.json")));
    }
}
