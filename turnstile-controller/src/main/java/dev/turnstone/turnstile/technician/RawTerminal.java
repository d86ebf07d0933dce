package dev.turnstone.turnstile.technician;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A terminal that hands over each key at once instead of whole lines. Where there is no terminal or no {@code stty},
 * nothing changes, and keys count once Enter is pressed.
 */
public final class RawTerminal implements AutoCloseable {
    private final Optional<String> before;
    private final Thread hook = new Thread(this::restore, "terminal-restore");

    private RawTerminal(Optional<String> before) {
        this.before = before;
    }

    public static RawTerminal open() {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        RawTerminal raw = new RawTerminal(terminal ? stty("-g") : Optional.empty());
        if (raw.before.isPresent()) {
            // Ctrl-C must not leave the user's shell without an echo.
            Runtime.getRuntime().addShutdownHook(raw.hook);
            stty("-icanon", "-echo", "min", "1");
        }
        return raw;
    }

    @Override
    public void close() {
        if (before.isPresent()) {
            restore();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void restore() {
        before.ifPresent(settings -> stty(settings));
    }

    private static Optional<String> stty(String... words) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
