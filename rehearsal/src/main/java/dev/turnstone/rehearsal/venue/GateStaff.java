package dev.turnstone.rehearsal.venue;

import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may sign in at a gate's own staff screen: a list in its data folder, as a technician would put it there. */
public final class GateStaff {
    /** As at the hub. */
    public static final String STAFF = "rehearsal";

    private static final String NAME = "Rehearsal";

    private GateStaff() {}

    /** Leaves a list alone that is there already. */
    static void mayServe(Path data, String pin) throws IOException {
        Path list = Files.createDirectories(data).resolve("staff.json");
        if (Files.exists(list)) {
            return;
        }
        Person person = new Person(
                STAFF,
                NAME,
                List.of("staff"),
                Optional.of(SecretHash.of(pin, new SecureRandom()).kept()),
                Optional.empty());
        Secrets.write(list, Json.text(Map.of("staff", List.of(person))));
    }
}
