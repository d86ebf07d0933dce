package dev.turnstone.kiosk.print;

import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slips that wait for paper, a file each, in the order they were asked for. One is there from the moment {@link #add}
 * returns until its printer has taken all of it, whatever happens to the power in between: rather twice than never.
 */
public final class SlipQueue {
    static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(SlipQueue.class);
    private static final String ENDING = ".slip";

    private final Path folder;
    private long next;

    /** @param number its place in the order */
    record Waiting(long number, Slip slip) {}

    public SlipQueue(Path folder) {
        this.folder = folder;
        this.next = numbers().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    }

    /** Whether it was taken: false where more wait than anybody will ever print. */
    public synchronized boolean add(Slip slip) throws IOException {
        if (numbers().size() >= MOST) {
            return false;
        }
        Files.createDirectories(folder);
        Path file = file(next);
        Path unfinished = folder.resolve(next + ".tmp");
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.bytes(slip));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
        next++;
        return true;
    }

    public synchronized int size() {
        return numbers().size();
    }

    /** The oldest. One that cannot be read is put aside, so that it holds up nobody and can be looked at. */
    synchronized Optional<Waiting> first() {
        for (long number : numbers()) {
            try {
                return Optional.of(new Waiting(number, Json.read(Files.readAllBytes(file(number)), Slip.class)));
            } catch (IOException | JsonFault e) {
                log.warn("The slip {} cannot be read and is put aside: {}", file(number), e.getMessage());
                putAside(number);
            }
        }
        return Optional.empty();
    }

    synchronized void printed(Waiting slip) throws IOException {
        Files.deleteIfExists(file(slip.number()));
        syncFolder();
    }

    private void putAside(long number) {
        try {
            Files.move(file(number), folder.resolve(number + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Long> numbers() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,15}\\" + ENDING))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - ENDING.length())))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long number) {
        return folder.resolve(number + ENDING);
    }

    private void syncFolder() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
