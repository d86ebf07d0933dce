package dev.turnstone.rehearsal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.rehearsal.bench.Trend.Point;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void whatStaysTheSameHasNoSlope() {
        Trend flat = over(100, second -> 42);
        assertEquals(0, flat.slopePerHour(), 1e-9);
        assertEquals(0, flat.growth(), 1e-9);
        assertEquals(1, flat.drift(50), 1e-9);
    }

    @Test
    void oneMoreASecondIsSeenAsThat() {
        Trend leak = over(100, second -> second);
        assertEquals(3_600, leak.slopePerHour(), 1e-6);
        // Of the 80 seconds after the warming up, the last 26 begin 54 later than the first 26.
        assertEquals(54, leak.growth(), 1e-9);
    }

    @Test
    void theWarmingUpCountsForNothing() {
        Trend warm = over(100, second -> second < 20 ? 1_000 : 42);
        assertEquals(42, warm.most(), 1e-9);
        assertEquals(0, warm.slopePerHour(), 1e-9);
    }

    private static Trend over(int seconds, IntToDoubleFunction figure) {
        List<Point> points = IntStream.range(0, seconds)
                .mapToObj(second -> new Point(second, figure.applyAsDouble(second)))
                .toList();
        return new Trend(points);
    }
}
