package dev.turnstone.hub.backup;

import dev.turnstone.hub.ledger.LedgerSeals;
import dev.turnstone.hub.ledger.SqliteLedger;
import dev.turnstone.platform.cli.Arguments;
import dev.turnstone.platform.cli.CannotDo;
import dev.turnstone.platform.cli.Command;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.identity.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code backup | restore | verify}. */
public final class LedgerCommands {
    private static final String LEDGER = "ledger.db";

    private LedgerCommands() {}

    public static List<Command> all() {
        return List.of(backup(), restore(), verify());
    }

    private static Command backup() {
        return Command.named(
                        "backup",
                        "Copy the ledger to a file, also while the hub runs.",
                        (given, out, err) -> backup(given, out))
                .operand("FILE")
                .value("data", "DIR", "the hub's data (default: hub-data)")
                .value("identity", "DIR", "the hub's identity: then its signatures on the seals are looked at too")
                .example("./turnstone hub backup --data /var/lib/turnstone/hub /media/usb/ledger-saturday.db");
    }

    private static Command restore() {
        return Command.named(
                        "restore",
                        "Put a copy in the ledger's place, after its chain and seals have been looked at. Stop the hub first.",
                        (given, out, err) -> restore(given, out))
                .operand("FILE")
                .value("data", "DIR", "the hub's data (default: hub-data)")
                .value("identity", "DIR", "the hub's identity: then its signatures on the seals are looked at too")
                .example("./turnstone hub restore --data /var/lib/turnstone/hub /media/usb/ledger-saturday.db");
    }

    private static Command verify() {
        return Command.named(
                        "verify", "Look at a ledger's chain and its seals.", (given, out, err) -> verify(given, out))
                .operand("FILE")
                .value("identity", "DIR", "the hub's identity: then its signatures on the seals are looked at too")
                .example("./turnstone hub verify /media/usb/ledger-saturday.db");
    }

    private static int backup(Arguments given, PrintStream out) throws IOException {
        Path ledger = data(given).resolve(LEDGER);
        Path copy = Path.of(given.operand("FILE"));
        if (!Files.exists(ledger)) {
            throw new CannotDo("There is no ledger at " + ledger + ".", "Name the hub's folder with --data.");
        }
        if (Files.exists(copy)) {
            throw new CannotDo(copy + " is there already.", "Name another file: a backup never replaces one.");
        }
        try (SqliteLedger open = SqliteLedger.open(ledger)) {
            open.seals().copyTo(copy);
        }
        out.println(told(copy, looked(copy, given)));
        return CommandLine.DONE;
    }

    private static int restore(Arguments given, PrintStream out) throws IOException {
        Path copy = Path.of(given.operand("FILE"));
        Path ledger = data(given).resolve(LEDGER);
        Files.createDirectories(data(given));
        String told = told(copy, looked(copy, given));
        Path fresh = ledger.resolveSibling(LEDGER + ".restored");
        Files.deleteIfExists(fresh);
        try (SqliteLedger open = SqliteLedger.open(copy)) {
            open.seals().copyTo(fresh);
        }
        if (Files.exists(ledger)) {
            setAside(ledger);
        }
        Files.move(fresh, ledger, StandardCopyOption.ATOMIC_MOVE);
        out.println(told);
        out.println("It stands in " + ledger + ". Start the hub: gates send again what they have told since.");
        return CommandLine.DONE;
    }

    /** With its log, and never over an older one: whoever restores the wrong copy finds the way back. */
    private static void setAside(Path ledger) throws IOException {
        int number = 1;
        while (Files.exists(ledger.resolveSibling(LEDGER + ".before-" + number))) {
            number++;
        }
        for (String ending : List.of("", "-wal", "-shm")) {
            Path file = ledger.resolveSibling(LEDGER + ending);
            if (Files.exists(file)) {
                Files.move(file, ledger.resolveSibling(LEDGER + ".before-" + number + ending));
            }
        }
    }

    private static int verify(Arguments given, PrintStream out) {
        Path file = Path.of(given.operand("FILE"));
        out.println(told(file, looked(file, given)));
        return CommandLine.DONE;
    }

    private static LedgerSeals.Findings looked(Path file, Arguments given) {
        if (!Files.exists(file)) {
            throw new CannotDo("There is no file " + file + ".", "Look at its name.");
        }
        @Nullable
        PublicKey key = given.optional("identity")
                .map(folder -> Identity.load(Path.of(folder)).chain().getFirst().getPublicKey())
                .orElse(null);
        try (SqliteLedger open = SqliteLedger.open(file)) {
            LedgerSeals.Findings findings = open.seals().verify(key);
            if (findings.fault().isPresent()) {
                throw new CannotDo(
                        file + " has been changed since it was written: "
                                + findings.fault().get() + ".",
                        "Take another copy, and keep this one for whoever has to find out why.");
            }
            return findings;
        }
    }

    private static String told(Path file, LedgerSeals.Findings findings) {
        return "%s: %,d batches and %,d seals, all as they were written"
                .formatted(file, findings.batches(), findings.seals());
    }

    private static Path data(Arguments given) {
        return Path.of(given.text("data", "hub-data"));
    }
}
