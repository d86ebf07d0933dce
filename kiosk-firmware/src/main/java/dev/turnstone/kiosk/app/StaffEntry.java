package dev.turnstone.kiosk.app;

import dev.turnstone.kiosk.staff.Person;
import dev.turnstone.kiosk.staff.StaffList;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.secret.SecretHash;
import dev.turnstone.platform.text.PlainName;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Prints an entry for the list of staff. Secrets are asked for, not taken from the call: a shell remembers what was called. */
final class StaffEntry {
    static final int SHORTEST_PIN = 6;

    private StaffEntry() {}

    static int ask(PrintStream out, PrintStream err, RandomGenerator random) throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String name = terminal.isPresent() ? terminal.get().readLine("Name on the screen: ") : read(lines);
        String pin = terminal.isPresent()
                ? new String(terminal.get().readPassword("PIN (at least %d digits): ", SHORTEST_PIN))
                : read(lines);
        String badge = terminal.isPresent()
                ? new String(terminal.get().readPassword("Hold the badge to the reader, or press Enter: "))
                : read(lines);
        try {
            out.println(Json.text(entry(name, pin, badge, random)));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("That will not do: " + e.getMessage() + ".");
            return 2;
        }
    }

    static Person entry(String name, String pin, String badge, RandomGenerator random) {
        if (!pin.matches("\\d{%d,64}".formatted(SHORTEST_PIN))) {
            throw new IllegalArgumentException("a PIN has at least %d digits".formatted(SHORTEST_PIN));
        }
        return new Person(
                PlainName.of(name),
                name,
                List.of("staff"),
                Optional.of(SecretHash.of(pin, random).kept()),
                badge.isEmpty() ? Optional.empty() : Optional.of(StaffList.badgeHash(badge)));
    }

    private static String read(BufferedReader lines) throws IOException {
        return Optional.ofNullable(lines.readLine()).orElse("").strip();
    }
}
