package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalCodec;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.JournalReading;
import dev.turnstone.platform.store.StoreException;
import dev.turnstone.turnstile.journal.JournalFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/** A gate's card: what it has taken stays, whatever happens; sometimes it takes nothing, sometimes the power goes meanwhile. */
final class SimulatedCard implements JournalFile {
    private final JournalId id;
    private final SplittableRandom random;
    private final Weather weather;
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<Long, Fact.Intent> intents = new LinkedHashMap<>();
    private final Map<Long, Long> intentPositions = new LinkedHashMap<>();
    private final Map<Long, Fact> ends = new LinkedHashMap<>();
    private final Set<Long> ofEarlierLife = new HashSet<>();
    private long reserved = 1;
    private long acknowledged;

    SimulatedCard(SplittableRandom random, Weather weather) {
        this.id = JournalId.random(random);
        this.random = random;
        this.weather = weather;
    }

    @Override
    public Head head() {
        return new Head(id, reserved, acknowledged);
    }

    @Override
    public long last() {
        return entries.size();
    }

    @Override
    public List<byte[]> read(long from, int most) {
        int first = (int) Math.min(from - 1, entries.size());
        return List.copyOf(entries.subList(first, Math.min(entries.size(), first + most)));
    }

    @Override
    public void append(long first, List<byte[]> fresh, OptionalLong until, OptionalLong acked) {
        writing(() -> {
            if (first != entries.size() + 1L) {
                throw new IllegalStateException("position " + first + " after " + entries.size());
            }
            fresh.forEach(this::keep);
            until.ifPresent(value -> reserved = Math.max(reserved, value));
            acked.ifPresent(value -> acknowledged = value);
        });
    }

    @Override
    public void reserve(long until) {
        writing(() -> reserved = Math.max(reserved, until));
    }

    @Override
    public void acknowledge(long position) {
        writing(() -> acknowledged = position);
    }

    /** All of it or nothing, whenever the power goes. */
    private void writing(Runnable write) {
        if (weather.strikes(weather.cardFault())) {
            weather.reached(Reached.CARD_FAULT);
            throw new StoreException("the card takes nothing", new IllegalStateException("simulated"));
        }
        if (weather.strikes(weather.diesWriting())) {
            weather.reached(Reached.POWER_CUT_WHILE_WRITING);
            if (random.nextBoolean()) {
                write.run();
            }
            throw new PowerCut();
        }
        write.run();
    }

    private void keep(byte[] bytes) {
        entries.add(bytes);
        if (JournalCodec.decode(bytes) instanceof JournalReading.Sound sound) {
            switch (sound.entry().fact()) {
                case Fact.Started started -> ofEarlierLife.addAll(intents.keySet());
                case Fact.Intent intent -> {
                    intents.put(intent.seq(), intent);
                    intentPositions.put(intent.seq(), sound.entry().position());
                }
                case Fact.Outcome outcome -> ends.put(outcome.seq(), outcome);
                case Fact.TurnedAway away -> ends.put(away.seq(), away);
                case Fact.Crossed crossed -> {}
                case Fact.Noted noted -> {}
                case Fact.Ruled ruled -> {}
            }
        }
    }

    boolean holdsIntent(long seq) {
        return intents.containsKey(seq);
    }

    /** Where the intent stands; beyond everything while it is not on the card. */
    long positionOfIntent(long seq) {
        return intentPositions.getOrDefault(seq, Long.MAX_VALUE);
    }

    Map<Long, Fact.Intent> intents() {
        return intents;
    }

    /** How a presentation ended, as far as the card knows. */
    Map<Long, Fact> ends() {
        return ends;
    }

    /** Intended in a life that is over, and never ended. */
    boolean isUnknown(long seq) {
        return ofEarlierLife.contains(seq) && !ends.containsKey(seq);
    }

    @Override
    public void close() {
        // A card is never closed: the power goes.
    }
}
