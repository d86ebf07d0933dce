package dev.turnstone.turnstile.record;

import dev.turnstone.platform.metrics.Metrics;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneCounters;
import java.util.function.ToDoubleFunction;

/** A lane's own counts, for whoever collects figures: who passed, and what its lines have told. */
public final class LaneFigures {
    private LaneFigures() {}

    public static void report(Metrics metrics, Lane lane) {
        counted(metrics, lane, "lane_passages_in_total", "Passages inwards", LaneCounters::passagesIn);
        counted(metrics, lane, "lane_passages_out_total", "Passages outwards", LaneCounters::passagesOut);
        counted(metrics, lane, "lane_abandoned_total", "Releases that nobody walked through", LaneCounters::abandoned);
        counted(metrics, lane, "lane_cancelled_total", "Releases that were taken back", LaneCounters::cancelled);
        counted(metrics, lane, "lane_forced_total", "Passages without leave", LaneCounters::forced);
        metrics.measured(
                "lane_faults", "Faults that stand", () -> lane.view().faults().size());
        metrics.counted(
                "lane_edges_felt_total",
                "Changes of input lines that were noticed",
                () -> lane.inputs().felt());
        metrics.counted(
                "lane_edges_storm_total",
                "Changes of a storm, which no person made",
                () -> lane.inputs().swallowed());
        metrics.counted(
                "lane_edges_late_total",
                "Changes for which the loop had no room",
                () -> lane.inputs().late());
    }

    private static void counted(
            Metrics metrics, Lane lane, String name, String help, ToDoubleFunction<LaneCounters> count) {
        metrics.counted(name, help, () -> count.applyAsDouble(lane.view().counters()));
    }
}
