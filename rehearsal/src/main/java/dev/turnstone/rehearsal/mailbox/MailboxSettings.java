package dev.turnstone.rehearsal.mailbox;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param port 0 for a free one
 * @param apiKey what a sender authenticates with, as {@code re_…}
 * @param snapshot the file that carries the messages over a restart, when they are to be kept
 */
public record MailboxSettings(String host, int port, String apiKey, Optional<Path> snapshot) {
    public MailboxSettings {
        if (apiKey.isBlank()) {
            throw new IllegalArgumentException("the mailbox needs an API key that is not blank");
        }
    }

    @Override
    public String toString() {
        return "MailboxSettings[" + host + ":" + port + "]";
    }
}
