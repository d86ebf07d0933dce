package dev.turnstone.rehearsal.bench;

import java.util.List;

/** Figures over time, of which the first fifth is the warming up and says nothing. */
record Trend(List<Point> points) {
    private static final double SECONDS_PER_HOUR = 3_600;

    /** A figure at a second. */
    record Point(int second, double value) {}

    Trend {
        points = List.copyOf(points.subList(points.size() / 5, points.size()));
    }

    double last() {
        return points.isEmpty() ? Double.NaN : points.getLast().value;
    }

    double most() {
        return points.stream().mapToDouble(Point::value).max().orElse(Double.NaN);
    }

    /** By least squares. */
    double slopePerHour() {
        double middle = points.stream().mapToDouble(Point::second).average().orElse(0);
        double mean = mean(points);
        double across = 0;
        double along = 0;
        for (Point point : points) {
            across += (point.second - middle) * (point.value - mean);
            along += (point.second - middle) * (point.second - middle);
        }
        return along == 0 ? 0 : across / along * SECONDS_PER_HOUR;
    }

    /** The mean of the last third over that of the first. */
    double growth() {
        return points.isEmpty() ? 0 : mean(end()) - mean(beginning());
    }

    double percentile(int percent) {
        return percentile(points, percent);
    }

    /** How many times as much at the end as in the beginning. */
    double drift(int percent) {
        return percentile(end(), percent) / percentile(beginning(), percent);
    }

    private List<Point> beginning() {
        return points.subList(0, Math.max(1, points.size() / 3));
    }

    private List<Point> end() {
        return points.subList(points.size() - Math.max(1, points.size() / 3), points.size());
    }

    private static double mean(List<Point> points) {
        return points.stream().mapToDouble(Point::value).average().orElse(Double.NaN);
    }

    private static double percentile(List<Point> points, int percent) {
        double[] sorted = points.stream().mapToDouble(Point::value).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(sorted.length * percent - 1) / 100];
    }
}
