package dev.turnstone.kiosk.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A folder whose power goes at one of its steps, with that step half done, or not done at all, or done and nobody told;
 * and a card that is full.
 */
final class PoweredShelf implements Shelf {
    private final FolderShelf folder;
    private final Random random;
    private int stepsLeft;
    boolean full;

    /** The power has gone: nothing that follows happens. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    PoweredShelf(Path folder, int stepsLeft, Random random) {
        this.folder = new FolderShelf(folder);
        this.stepsLeft = stepsLeft;
        this.random = random;
    }

    static PoweredShelf steady(Path folder) {
        return new PoweredShelf(folder, Integer.MAX_VALUE, new Random(1));
    }

    private interface Step {
        void run() throws IOException;
    }

    private void step(Step step, Step half) throws IOException {
        if (stepsLeft < 0) {
            throw new PowerCut();
        }
        if (--stepsLeft >= 0) {
            step.run();
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> step.run();
            case 1 -> half.run();
            default -> {}
        }
        throw new PowerCut();
    }

    @Override
    public List<String> names() throws IOException {
        return folder.names();
    }

    @Override
    public void write(String name, Table.Built content) throws IOException {
        if (full) {
            Files.createDirectories(folder.folder());
            Files.writeString(path(name), "as much as there was room for");
            throw new IOException("No space left on device");
        }
        step(() -> folder.write(name, content), () -> {
            folder.write(name, content);
            byte[] whole = Files.readAllBytes(path(name));
            Files.write(path(name), java.util.Arrays.copyOf(whole, random.nextInt(whole.length)));
        });
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step(() -> folder.rename(from, to), () -> {});
    }

    @Override
    public void sync() throws IOException {
        step(folder::sync, () -> {});
    }

    @Override
    public void delete(String name) throws IOException {
        step(() -> folder.delete(name), () -> {});
    }

    @Override
    public Path path(String name) {
        return folder.path(name);
    }
}
