package dev.turnstone.platform.cli;

import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** A program of several commands: chooses one, runs it, and turns every ending into a sentence and an exit code. */
public final class CommandLine {
    public static final int DONE = 0;
    /** Understood, tried, and not as it should be. */
    public static final int FAILED = 1;
    /** Not understood, or nothing that could be done yet. */
    public static final int MISUSED = 2;

    private final String program;
    private final List<Command> commands;

    /**
     * @param program how its user calls it, for the help and the examples: {@code ./turnstone provision}
     */
    public CommandLine(String program, List<Command> commands) {
        this.program = program;
        this.commands = List.copyOf(commands);
    }

    public int run(List<String> words, PrintStream out, PrintStream err) {
        if (words.isEmpty()) {
            err.print(overview());
            return MISUSED;
        }
        String first = words.getFirst();
        if (first.equals("help") || first.equals("--help") || first.equals("-h")) {
            return help(words.subList(1, words.size()), out, err);
        }
        Optional<Command> command = command(first);
        if (command.isEmpty()) {
            return unknown(first, err);
        }
        return run(command.get(), words.subList(1, words.size()), out, err);
    }

    private int run(Command command, List<String> words, PrintStream out, PrintStream err) {
        if (command.isHelpWanted(words)) {
            out.print(command.help(program));
            return DONE;
        }
        try {
            return command.run(words, out, err);
        } catch (UsageFault fault) {
            err.println(fault.getMessage());
            err.println("See: " + program + " " + command.name() + " --help");
            return MISUSED;
        } catch (CannotDo fault) {
            err.println(fault.getMessage());
            err.println(fault.mend());
            return FAILED;
        } catch (FileSystemException fault) {
            err.println(sentence(fault));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println(command.name() + " was interrupted.");
            return FAILED;
        } catch (Exception fault) {
            // Not foreseen: then the trace is the most useful thing that can be said.
            err.println(command.name() + " stopped on something unforeseen; this is worth a report.");
            fault.printStackTrace(err);
            return FAILED;
        }
    }

    private int help(List<String> words, PrintStream out, PrintStream err) {
        if (words.isEmpty()) {
            out.print(overview());
            return DONE;
        }
        Optional<Command> command = command(words.getFirst());
        if (command.isEmpty()) {
            return unknown(words.getFirst(), err);
        }
        out.print(command.get().help(program));
        return DONE;
    }

    private int unknown(String word, PrintStream err) {
        Optional<String> meant =
                Nearest.to(word, commands.stream().map(Command::name).toList());
        err.println("There is no command '" + word + "'"
                + meant.map(near -> "; did you mean " + near + "?").orElse("."));
        err.println("See: " + program + " help");
        return MISUSED;
    }

    String overview() {
        StringBuilder text = new StringBuilder("Usage: " + program + " COMMAND …\n\n");
        int width = commands.stream()
                .mapToInt(command -> command.name().length())
                .max()
                .orElse(0);
        commands.forEach(command -> text.append("  ")
                .append(Command.padded(command.name(), width))
                .append("  ")
                .append(command.summary())
                .append('\n'));
        return text.append("\nEach shows its flags and examples with --help.\n").toString();
    }

    private Optional<Command> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    private static String sentence(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "There is no file " + fault.getFile() + ".";
        }
        if (fault instanceof AccessDeniedException) {
            return "Access to " + fault.getFile() + " is denied: check who owns it.";
        }
        return "The file system refused: " + fault.getMessage() + ".";
    }
}
