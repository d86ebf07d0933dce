package dev.turnstone.provisioning.cli;

import dev.turnstone.platform.cli.CommandLine;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** The commands of {@code ./turnstone provision}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        AuthorityCommands commands = new AuthorityCommands(InstantSource.system(), new SecureRandom());
        return new CommandLine("./turnstone provision", List.of(commands.authority(), commands.issue()))
                .run(words, out, err);
    }
}
