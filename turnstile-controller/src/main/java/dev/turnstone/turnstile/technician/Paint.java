package dev.turnstone.turnstile.technician;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/** Colours for a terminal, which always stand beside a word that says the same; none where they are not wanted. */
enum Paint {
    PLAIN("0"),
    QUIET("2"),
    WELCOME("32"),
    WAIT("33"),
    REFUSE("31"),
    EMERGENCY("97;41");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text, boolean coloured) {
        return coloured && this != PLAIN ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /** Whether whoever reads wants colours: a terminal, and NO_COLOR not set. */
    static boolean wanted(Map<String, String> environment) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
