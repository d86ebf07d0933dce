package dev.turnstone.hub.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One moment of the venue in words and numbers, as a page shows it: everything is written out in the
 * reader's language, so that the template only places it.
 */
public record Board(
        String title,
        boolean hasEvent,
        String asOf,
        long asOfMs,
        Inside inside,
        Flow flow,
        Optional<Coming> coming,
        Refused refused,
        List<Gate> gates,
        List<Happening> feed,
        List<Trouble> incidents,
        List<Line> links) {

    /** Whether nothing differs but the time. */
    boolean sameAs(Board other) {
        return other.at(asOf, asOfMs).equals(this);
    }

    private Board at(String time, long timeMs) {
        return new Board(title, hasEvent, time, timeMs, inside, flow, coming, refused, gates, feed, incidents, links);
    }

    /** @param percent of the capacity; 0 where none is set */
    public record Inside(String count, String of, String note, int percent, Mood mood, List<String> lines) {}

    public record Flow(String count, String rate, Chart chart, String described) {}

    public record Coming(String count, String of, boolean all) {}

    public record Refused(String count, String since, List<Share> reasons, String referred) {}

    /** One reason among others; its width is relative to the most frequent one. */
    public record Share(String word, String count, int percent) {}

    public record Gate(
            String id,
            String name,
            Mood mood,
            String presence,
            String presenceSign,
            String lanes,
            String rate,
            String lastScan,
            Chart chart,
            String described,
            List<Lane> lane) {}

    /** @param state a word of the lane controller, for the drawing */
    public record Lane(String id, String name, String state, String word, String described, String control) {}

    /** One thing that happened, newest first. */
    public record Happening(String time, Mood mood, String word, String where, String detail) {}

    public record Trouble(String time, String word, String where, String detail) {}

    /** A connection of the hub. */
    public record Line(String name, Mood mood, String word) {}

    /** Bars from the oldest to the newest minute, each as a part of the highest, 0..100. */
    public record Chart(List<Integer> bars) {
        static Chart of(List<Integer> counts) {
            int most = Math.max(
                    1, counts.stream().mapToInt(Integer::intValue).max().orElse(1));
            return new Chart(counts.stream().map(count -> 100 * count / most).toList());
        }
    }

    /** What a thing means to whoever reads it; shape and colour follow. */
    public enum Mood {
        WELCOME,
        WAIT,
        REFUSE,
        STAFF,
        QUIET;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
