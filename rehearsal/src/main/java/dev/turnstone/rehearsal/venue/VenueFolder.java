package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.cli.CannotDo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Everything a rehearsal writes, in one folder that belongs to one rehearsal at a time:
 *
 * <pre>
 * rehearsal.lock   marks the folder as ours and is locked while one runs
 * secrets/         keys and tokens, made once
 * authority/       the venue's authority
 * identities/      hub, gate-a, gate-b
 * config/          one YAML file a part
 * data/            one folder a part
 * log/             one file a part
 * tmp/             for native libraries
 * </pre>
 */
public final class VenueFolder implements AutoCloseable {
    private static final String MARK = "rehearsal.lock";

    private final Path folder;
    private final FileChannel channel;

    private VenueFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, and empties it unless what it holds is to be kept. A stranger's folder is never emptied. */
    public static VenueFolder take(Path wanted, boolean keep) {
        Path folder = wanted.toAbsolutePath().normalize();
        try {
            boolean fresh = !Files.exists(folder) || isEmpty(folder);
            if (!fresh && !Files.exists(folder.resolve(MARK))) {
                throw new CannotDo(
                        folder + " holds something that no rehearsal put there.",
                        "It would be emptied, so it is left alone: give --data an empty or a new folder.");
            }
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new CannotDo(
                        "Another rehearsal runs in " + folder + ".",
                        "Stop it (Ctrl-C where it runs), or give this one its own folder: --data FOLDER");
            }
            if (!keep) {
                empty(folder);
            }
            for (String name : new String[] {"secrets", "identities", "config", "data", "log", "tmp"}) {
                Files.createDirectories(folder.resolve(name));
            }
            return new VenueFolder(folder, channel);
        } catch (IOException e) {
            throw new CannotDo(
                    "The rehearsal's folder " + folder + " cannot be written ("
                            + e.getClass().getSimpleName() + ").",
                    "Make it writable for you, or give another one: --data FOLDER");
        }
    }

    public Path root() {
        return folder;
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    public Path authority() {
        return folder.resolve("authority");
    }

    public Path identity(String name) {
        return folder.resolve("identities").resolve(name);
    }

    public Path config(String part) {
        return folder.resolve("config").resolve(part + ".yaml");
    }

    public Path data(String part) {
        return folder.resolve("data").resolve(part);
    }

    public Path log(String part) {
        return folder.resolve("log").resolve(part + ".log");
    }

    /**
     * Where the parts unpack their native libraries: the usual place if programs may be started from it, else one in
     * here, else a sentence.
     */
    public Path temporary() {
        Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        Path own = folder.resolve("tmp");
        if (mayExecuteIn(usual)) {
            return usual;
        }
        if (mayExecuteIn(own)) {
            return own;
        }
        throw new CannotDo(
                "Programs cannot be started from " + usual + " nor from " + own + " (mounted noexec?).",
                "The database and SQLite unpack themselves there. Name a folder that allows it: --data FOLDER");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process in any case.
        }
    }

    private static boolean mayExecuteIn(Path place) {
        Path probe = place.resolve("turnstone-probe-" + ProcessHandle.current().pid());
        try {
            Files.writeString(probe, "#!/bin/sh\nexit 0\n");
            return probe.toFile().setExecutable(true)
                    && new ProcessBuilder(probe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            boolean ignored = probe.toFile().delete();
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void empty(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(folder.resolve(MARK))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException fault) throws IOException {
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
