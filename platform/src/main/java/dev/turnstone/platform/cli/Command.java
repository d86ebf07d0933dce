package dev.turnstone.platform.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command accepts, what it says of itself, and what it does. Immutable; every step returns a new one. */
public final class Command {
    /** Does the work and gives the exit code. Results go to {@code out}, progress and complaints to {@code err}. */
    @FunctionalInterface
    public interface Action {
        int run(Arguments arguments, PrintStream out, PrintStream err) throws Exception;
    }

    /**
     * @param placeholder what stands for the value in the help; empty for a flag that has none
     */
    private record Flag(String name, String placeholder, String what) {}

    private static final Flag HELP = new Flag("help", "", "show this");

    private final String name;
    private final String summary;
    private final Map<String, Flag> flags;
    private final List<String> operands;
    private final List<String> examples;
    private final Action action;
    private final @Nullable CommandLine group;

    private Command(
            String name,
            String summary,
            Map<String, Flag> flags,
            List<String> operands,
            List<String> examples,
            Action action,
            @Nullable CommandLine group) {
        this.name = name;
        this.summary = summary;
        this.flags = flags;
        this.operands = operands;
        this.examples = examples;
        this.action = action;
        this.group = group;
    }

    public static Command named(String name, String summary, Action action) {
        return new Command(name, summary, Map.of(), List.of(), List.of(), action, null);
    }

    /** A command that is a program of commands itself: {@code pass mint}. */
    public static Command group(String name, String summary, CommandLine commands) {
        Action unused = (arguments, out, err) -> CommandLine.MISUSED;
        return new Command(name, summary, Map.of(), List.of(), List.of(), unused, commands);
    }

    /** A flag that is there or not. */
    public Command flag(String flag, String what) {
        return value(flag, "", what);
    }

    /** A flag with a value: {@code --flag VALUE} or {@code --flag=VALUE}. */
    public Command value(String flag, String placeholder, String what) {
        Map<String, Flag> more = new LinkedHashMap<>(flags);
        more.put(flag, new Flag(flag, placeholder, what));
        return new Command(name, summary, more, operands, examples, action, group);
    }

    /** One more thing that may follow the command without a flag before it. */
    public Command operand(String placeholder) {
        return new Command(name, summary, flags, appended(operands, placeholder), examples, action, group);
    }

    public Command example(String line) {
        return new Command(name, summary, flags, operands, appended(examples, line), action, group);
    }

    public String name() {
        return name;
    }

    public String summary() {
        return summary;
    }

    boolean isHelpWanted(List<String> words) {
        return group == null && (words.contains("--help") || words.contains("-h"));
    }

    int run(List<String> words, PrintStream out, PrintStream err) throws Exception {
        return group != null ? group.run(words, out, err) : action.run(parse(words), out, err);
    }

    String help(String program) {
        if (group != null) {
            return group.overview();
        }
        StringBuilder text = new StringBuilder();
        text.append(summary).append("\n\nUsage: ").append(program).append(' ').append(name);
        flags.values().forEach(flag -> text.append(" [").append(written(flag)).append(']'));
        operands.forEach(operand -> text.append(' ').append(operand));
        text.append("\n\n");
        List<Flag> shown = new ArrayList<>(flags.values());
        shown.add(HELP);
        int width =
                shown.stream().mapToInt(flag -> written(flag).length()).max().orElse(0);
        shown.forEach(flag -> text.append("  ")
                .append(padded(written(flag), width))
                .append("  ")
                .append(flag.what())
                .append('\n'));
        if (!examples.isEmpty()) {
            text.append("\nFor example:\n");
            examples.forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    private Arguments parse(List<String> words) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        Iterator<String> left = words.iterator();
        while (left.hasNext()) {
            String word = left.next();
            if (word.equals("--")) {
                left.forEachRemaining(rest::add);
            } else if (word.startsWith("--")) {
                String flag = word.substring(2);
                int equals = flag.indexOf('=');
                Flag known = flag(equals < 0 ? flag : flag.substring(0, equals));
                String value = equals < 0 ? valueAfter(known, left) : valueWithin(known, flag.substring(equals + 1));
                values.computeIfAbsent(known.name(), key -> new ArrayList<>()).add(value);
            } else if (word.startsWith("-") && word.length() > 1) {
                throw unknown(word);
            } else {
                rest.add(word);
            }
        }
        if (rest.size() > operands.size()) {
            throw new UsageFault("'" + rest.get(operands.size()) + "' is one word too many for " + name);
        }
        return new Arguments(values, rest);
    }

    private static String valueAfter(Flag flag, Iterator<String> left) {
        if (flag.placeholder().isEmpty()) {
            return "";
        }
        if (!left.hasNext()) {
            throw new UsageFault("--" + flag.name() + " needs a value: " + written(flag));
        }
        return left.next();
    }

    private static String valueWithin(Flag flag, String value) {
        if (flag.placeholder().isEmpty()) {
            throw new UsageFault("--" + flag.name() + " takes no value");
        }
        return value;
    }

    private Flag flag(String wanted) {
        Flag flag = flags.get(wanted);
        if (flag == null) {
            throw unknown("--" + wanted);
        }
        return flag;
    }

    private UsageFault unknown(String word) {
        Optional<String> meant = Nearest.to(word.replaceFirst("^-+", ""), flags.keySet());
        return new UsageFault(name + " knows no " + word
                + meant.map(near -> "; did you mean --" + near + "?").orElse(""));
    }

    private static String written(Flag flag) {
        return "--" + flag.name() + (flag.placeholder().isEmpty() ? "" : " " + flag.placeholder());
    }

    static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static List<String> appended(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }
}
