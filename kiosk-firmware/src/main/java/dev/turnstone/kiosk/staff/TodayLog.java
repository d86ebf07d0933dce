package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Crossing;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalEntry;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Ruling;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.link.Drain;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened at this lane, told from its journal: a line a presentation, however many entries it has. Only the newest
 * are kept; the journal itself forgets nothing.
 */
public final class TodayLog {
    private static final int MOST = 500;
    private static final int PAGE = 500;

    /** Begins after what {@link #hear} was told at start. */
    private long position;

    private final Map<Long, Line> lines = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Line> eldest) {
            return size() > MOST;
        }
    };

    /** How one presentation stands by what has been heard. */
    sealed interface What {
        record Released() implements What {}

        /** @param basis on whose word the lane was released */
        record Ended(Passage passage, Basis basis) implements What {}

        record Away(Decision decision) implements What {}

        record Crossed(Crossing how) implements What {}

        record OnlyRuled() implements What {}
    }

    /** @param ruled what staff made of it, the newest word */
    record Line(
            long seq, Instant at, Direction direction, Optional<Shown> shown, What what, Optional<Fact.Ruled> ruled) {

        private Line what(What changed) {
            return new Line(seq, at, direction, shown, changed, ruled);
        }

        private Line ruled(Fact.Ruled by) {
            return new Line(seq, at, direction, shown.or(by::shown), what, Optional.of(by));
        }

        /** Whether its entry counts, so that it may be given back. */
        boolean counts() {
            boolean used = what instanceof What.Released
                    || (what instanceof What.Ended(Passage passage, Basis basis) && passage.counts());
            return used
                    && shown.isPresent()
                    && ruled.filter(by -> by.ruling() == Ruling.GIVEN_BACK).isEmpty();
        }
    }

    public synchronized void hear(JournalEntry entry) {
        position = entry.position();
        Instant at = entry.stamp().at();
        switch (entry.fact()) {
            case Fact.Started started -> {}
            case Fact.Noted noted -> {}
            case Fact.Intent intent -> {
                Optional<Fact.Ruled> ruled =
                        Optional.ofNullable(lines.get(intent.seq())).flatMap(Line::ruled);
                put(new Line(
                        intent.seq(), at, intent.direction(), Optional.of(intent.shown()), new What.Released(), ruled));
            }
            case Fact.Outcome outcome ->
                Optional.ofNullable(lines.get(outcome.seq()))
                        .ifPresent(line -> put(line.what(new What.Ended(outcome.passage(), outcome.basis()))));
            case Fact.TurnedAway away ->
                put(new Line(
                        away.seq(),
                        at,
                        away.direction(),
                        away.shown(),
                        new What.Away(away.decision()),
                        Optional.empty()));
            case Fact.Crossed crossed -> {
                Optional<Fact.Ruled> ruled =
                        Optional.ofNullable(lines.get(crossed.seq())).flatMap(Line::ruled);
                put(new Line(
                        crossed.seq(),
                        at,
                        crossed.direction(),
                        Optional.empty(),
                        new What.Crossed(crossed.how()),
                        ruled));
            }
            case Fact.Ruled ruled -> {
                Line line = lines.get(ruled.seq());
                put(
                        line == null
                                ? new Line(
                                        ruled.seq(),
                                        at,
                                        Direction.IN,
                                        ruled.shown(),
                                        new What.OnlyRuled(),
                                        Optional.of(ruled))
                                : line.ruled(ruled));
            }
        }
    }

    private void put(Line line) {
        lines.put(line.seq(), line);
    }

    /** Reads on in the journal from where it stopped. */
    synchronized void catchUp(Drain.Outbox journal) {
        while (position < journal.last()) {
            List<byte[]> page = journal.read(position + 1, PAGE);
            if (page.isEmpty()) {
                return;
            }
            long next = position;
            for (byte[] bytes : page) {
                next++;
                if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
                    hear(sound.entry());
                }
            }
            position = next;
        }
    }

    /** The newest first, none older than this. */
    synchronized List<Line> since(Instant from, int most) {
        return List.copyOf(lines.values()).reversed().stream()
                .filter(line -> !line.at().isBefore(from))
                .limit(most)
                .toList();
    }

    synchronized Optional<Line> find(long seq) {
        return Optional.ofNullable(lines.get(seq));
    }

    /** How many came in and went out since then, as far as is remembered here. */
    synchronized long passages(Instant from, Direction direction) {
        return lines.values().stream()
                .filter(line -> !line.at().isBefore(from) && line.direction() == direction)
                .filter(line -> line.what() instanceof What.Ended(Passage passage, Basis basis) && passage.crossed())
                .filter(line -> line.ruled()
                        .filter(by -> by.ruling() == Ruling.GIVEN_BACK)
                        .isEmpty())
                .count();
    }
}
