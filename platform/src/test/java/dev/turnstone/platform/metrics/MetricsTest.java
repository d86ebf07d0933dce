package dev.turnstone.platform.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void theJvmsFiguresStandBesideThePartsOwnHoweverOftenTheyAreAskedFor() {
        Metrics metrics = Metrics.withJvm();
        metrics.counter("passes_total", "Passes").inc();

        for (int scrape = 0; scrape < 2; scrape++) {
            String text = metrics.text();
            assertTrue(text.contains("passes_total 1.0"), text);
            assertTrue(text.contains("jvm_memory_used_bytes{area=\"heap\"}"), text);
        }
    }
}
