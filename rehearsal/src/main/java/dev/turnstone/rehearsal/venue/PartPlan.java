package dev.turnstone.rehearsal.venue;

import java.net.URI;
import java.nio.file.Path;

/**
 * One program of the venue, before it runs.
 *
 * @param name its name in files and addresses: {@code gate-a}
 * @param title its name for people: {@code Gate A}
 * @param home where a person meets it; its health is asked for below it
 * @param heapMb the most its heap may take
 */
public record PartPlan(String name, String title, String mainClass, Path config, Path log, URI home, int heapMb) {
    URI readiness() {
        return home.resolve("/health/ready");
    }
}
