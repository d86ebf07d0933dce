package dev.turnstone.rehearsal.torture;

import dev.turnstone.rehearsal.torture.Recording.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a disk may hold after the power went at one place of a {@link Recording}. Whatever a sync had covered is there; of
 * what had been written since, any part: none of it, all of it, some writes without those before them, or half of one,
 * cut between sectors.
 */
final class PowerCut {
    private static final int SECTOR = 512;

    private final Recording recording;
    private final int place;

    /** @param place in the order of the recording's beginnings and ends: what began later was never done */
    PowerCut(Recording recording, int place) {
        this.recording = recording;
        this.place = place;
    }

    /** How much of what no sync has covered reached the disk. */
    enum Luck {
        NOTHING,
        SOME,
        EVERYTHING
    }

    /** Writes what is left of this file into another. */
    void leave(Path file, Path left, Luck luck, SplittableRandom random) throws IOException {
        List<Event> done = recording.of(file).stream()
                .filter(event -> event.from() <= place)
                .sorted(Comparator.comparingInt(Event::to))
                .toList();
        int covered = done.stream()
                .filter(event -> event instanceof Event.Sync && event.to() <= place)
                .mapToInt(Event::from)
                .max()
                .orElse(Integer.MIN_VALUE);
        Optional<byte[]> content = Optional.empty();
        for (Event event : done) {
            boolean durable = event.to() < covered;
            content = switch (event) {
                case Event.Write write ->
                    durable || reaches(luck, random)
                            ? Optional.of(written(content.orElseGet(() -> new byte[0]), write, durable, luck, random))
                            : content;
                case Event.Cut cut ->
                    durable || reaches(luck, random)
                            ? Optional.of(
                                    Arrays.copyOf(content.orElseGet(() -> new byte[0]), Math.toIntExact(cut.size())))
                            : content;
                case Event.Gone gone -> Optional.empty();
                case Event.Sync sync -> content;
            };
        }
        if (content.isPresent()) {
            Files.write(left, content.get());
        }
    }

    private static boolean reaches(Luck luck, SplittableRandom random) {
        return switch (luck) {
            case NOTHING -> false;
            case SOME -> random.nextBoolean();
            case EVERYTHING -> true;
        };
    }

    private static byte[] written(
            byte[] content, Event.Write write, boolean durable, Luck luck, SplittableRandom random) {
        int at = Math.toIntExact(write.at().orElse((long) content.length));
        int length = write.data().length;
        byte[] now = Arrays.copyOf(content, Math.max(content.length, at + length));
        boolean torn = !durable && luck == Luck.SOME && random.nextInt(4) == 0;
        for (int from = 0; from < length; from += SECTOR) {
            if (!torn || random.nextBoolean()) {
                System.arraycopy(write.data(), from, now, at + from, Math.min(SECTOR, length - from));
            }
        }
        return now;
    }
}
