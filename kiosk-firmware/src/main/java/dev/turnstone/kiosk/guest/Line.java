package dev.turnstone.kiosk.guest;

import java.util.List;

/** A sentence for the guest, not yet in a language: its key in the messages, and what fills its blanks. */
public record Line(String key, List<String> blanks) {
    public static final Line NOTHING = new Line("", List.of());

    public Line {
        blanks = List.copyOf(blanks);
    }

    public static Line of(String key, String... blanks) {
        return new Line("guest." + key, List.of(blanks));
    }
}
