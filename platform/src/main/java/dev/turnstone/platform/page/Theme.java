package dev.turnstone.platform.page;

import java.util.Locale;

/** The ground a page stands on. */
public enum Theme {
    /** As the reader's device asks. */
    AUTO,
    DARK,
    LIGHT;

    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }
}
