package dev.turnstone.hub.staff;

import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.cli.UsageFault;
import dev.turnstone.platform.secret.SecretHash;
import dev.turnstone.platform.text.PlainName;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./turnstone hub add-staff | list-staff | remove-staff}: the first account, and the way back in when a PIN is
 * forgotten. Secrets are asked for, not taken from the call: a shell remembers what was called.
 */
public final class StaffCommands {
    private static final String DIR = "the hub's data (default: hub-data)";
    private static final String ROLES = Stream.of(Role.values()).map(Role::word).collect(Collectors.joining(", "));

    private final InputStream in;

    public StaffCommands(InputStream in) {
        this.in = in;
    }

    public List<Command> all() {
        return List.of(
                Command.named(
                                "add-staff",
                                "Make an account, or give one another PIN. The hub may run.",
                                (given, out, err) -> add(given, out))
                        .operand("NAME")
                        .value("role", "ROLE", ROLES + " (default: staff); several with commas between them")
                        .value("data", "DIR", DIR)
                        .example("./turnstone hub add-staff \"Inés Ortiz\" --role owner --data /var/lib/turnstone/hub"),
                Command.named("list-staff", "Say who has an account.", (given, out, err) -> list(given, out))
                        .value("data", "DIR", DIR)
                        .example("./turnstone hub list-staff --data /var/lib/turnstone/hub"),
                Command.named(
                                "remove-staff",
                                "Take an account away; whoever is signed in with it is out at once.",
                                (given, out, err) -> remove(given, out))
                        .operand("ACCOUNT")
                        .value("data", "DIR", DIR)
                        .example("./turnstone hub remove-staff ines-ortiz --data /var/lib/turnstone/hub"));
    }

    private int add(Arguments given, PrintStream out) throws IOException {
        String name = given.operand("NAME").strip();
        Set<Role> roles = roles(given.text("role", Role.STAFF.word()));
        String account = PlainName.of(name);
        if (account.isEmpty()) {
            throw new UsageFault("A name has letters or digits in it.");
        }
        Path data = data(given);
        Files.createDirectories(data);
        SecretHash secret;
        try {
            secret = Secrets.hash(asked(), new SecureRandom());
        } catch (IllegalArgumentException e) {
            throw new CannotDo("That will not do: " + e.getMessage() + ".", "Take another one.");
        }
        try (StaffStore store = StaffStore.open(data.resolve(StaffStore.FILE))) {
            boolean known = store.find(account).isPresent();
            store.put(new Person(account, name, roles, Optional.of(secret.kept()), Source.HUB));
            out.println("%s %s (%s). Sign in on the dashboard as: %s"
                    .formatted(known ? "Changed" : "Added", name, words(roles), account));
        }
        return CommandLine.DONE;
    }

    private int list(Arguments given, PrintStream out) {
        try (StaffStore store = open(given)) {
            List<Person> people = store.people();
            if (people.isEmpty()) {
                out.println("Nobody has an account yet. Make one: ./turnstone hub add-staff NAME --role owner");
            }
            people.forEach(person -> out.println("%-24s %-28s %s%s"
                    .formatted(
                            person.staff(),
                            person.name(),
                            words(person.roles()),
                            person.source() == Source.CLOUD ? " (from the cloud)" : "")));
        }
        return CommandLine.DONE;
    }

    private int remove(Arguments given, PrintStream out) {
        String account = given.operand("ACCOUNT");
        try (StaffStore store = open(given)) {
            if (!store.remove(account)) {
                throw new CannotDo("There is no account " + account + ".", "See: ./turnstone hub list-staff");
            }
        }
        out.println("Removed " + account + ".");
        return CommandLine.DONE;
    }

    private static StaffStore open(Arguments given) {
        Path file = data(given).resolve(StaffStore.FILE);
        if (!Files.exists(file)) {
            throw new CannotDo("There are no accounts at " + file + ".", "Name the hub's folder with --data.");
        }
        return StaffStore.open(file);
    }

    private static Set<Role> roles(String words) {
        return Stream.of(words.split(","))
                .map(word -> Role.of(word.strip())
                        .orElseThrow(() -> new UsageFault(
                                "There is no role '" + word.strip() + "'. The roles are: " + ROLES + ".")))
                .collect(Collectors.toSet());
    }

    private static String words(Set<Role> roles) {
        return roles.stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }

    private String asked() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            return new String(terminal.get().readPassword("PIN or password (%s): ", Secrets.RULE));
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return Optional.ofNullable(lines.readLine()).orElse("").strip();
    }

    private static Path data(Arguments given) {
        return Path.of(given.text("data", "hub-data"));
    }
}
