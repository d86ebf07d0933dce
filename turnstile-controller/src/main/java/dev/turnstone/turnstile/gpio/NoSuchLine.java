package dev.turnstone.turnstile.gpio;

import java.io.IOException;

/** A line that its chip does not have, and never will. */
public final class NoSuchLine extends IOException {
    NoSuchLine(String message) {
        super(message);
    }
}
