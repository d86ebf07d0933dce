package dev.turnstone.platform.cli;

/** The command line asks for something that does not exist or does not fit: told in a sentence, exit 2. */
public final class UsageFault extends RuntimeException {
    public UsageFault(String message) {
        super(message);
    }
}
