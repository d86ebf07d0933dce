package dev.turnstone.rehearsal.venue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * A part as the control page shows it.
 *
 * @param took from its process's start until this state
 * @param restarts how often it was started again without being asked
 * @param note what it says of itself, or said last, where all is not well; else empty
 */
public record PartView(
        String name, String title, URI home, PartState state, Instant since, Duration took, int restarts, String note) {
    boolean isWhole() {
        return state == PartState.READY && note.isEmpty();
    }
}
