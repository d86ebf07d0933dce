package dev.turnstone.rehearsal.bench;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * One figure, as {@code --json} prints it.
 *
 * @param limit what it was measured against, in the same run
 * @param ratio value by limit
 * @param budget what the ratio, or without a limit the value, may come to
 */
public record Measure(
        String name,
        double value,
        String unit,
        Optional<Double> limit,
        Optional<Double> ratio,
        Optional<Double> budget,
        boolean ok) {

    /** As many times the limit as the budget allows, and no more. */
    public static Measure against(String name, double value, String unit, double limit, double budget) {
        double ratio = value / limit;
        return new Measure(
                name,
                rounded(value),
                unit,
                Optional.of(rounded(limit)),
                Optional.of(rounded(ratio)),
                Optional.of(budget),
                ratio <= budget);
    }

    /** No more than the budget. */
    public static Measure within(String name, double value, String unit, double budget) {
        return new Measure(
                name, rounded(value), unit, Optional.empty(), Optional.empty(), Optional.of(budget), value <= budget);
    }

    /** At least the budget. */
    public static Measure atLeast(String name, double value, String unit, double budget) {
        return new Measure(
                name, rounded(value), unit, Optional.empty(), Optional.empty(), Optional.of(budget), value >= budget);
    }

    /** At least so many times the limit. */
    public static Measure atLeastOf(String name, double value, String unit, double limit, double budget) {
        double ratio = value / limit;
        return new Measure(
                name,
                rounded(value),
                unit,
                Optional.of(rounded(limit)),
                Optional.of(rounded(ratio)),
                Optional.of(budget),
                ratio >= budget);
    }

    /** What stands beside the others, to be read with them. */
    public static Measure told(String name, double value, String unit) {
        return new Measure(name, rounded(value), unit, Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /** How many threads wanted a core meanwhile: a figure that was taken beside others says less. */
    public static Measure load() {
        return told(
                "load, last minute",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                "threads");
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
