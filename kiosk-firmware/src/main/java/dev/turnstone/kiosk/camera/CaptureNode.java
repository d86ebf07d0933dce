package dev.turnstone.kiosk.camera;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An opened camera, as the kernel shows it. All calls come from one thread at a time. */
interface CaptureNode extends AutoCloseable {

    /** Opens what is at a path, whatever it is. */
    @FunctionalInterface
    interface Opening {
        CaptureNode open(Path device) throws IOException;
    }

    /** What the maker calls it. */
    String card();

    /** Whether it gives frames at all: some of a camera's device files only describe them. */
    boolean captures();

    /** Everything it can do in a format of ours; of sizes that are a range, the one nearest to what is asked. */
    List<Mode> modes(int width, int height) throws IOException;

    /** The letters of all its formats, for a person. */
    List<String> formats() throws IOException;

    /** Begins to stream, and says how: not every camera does as it is told. */
    Layout start(Mode mode) throws IOException;

    /** The next frame, which is given back; empty when none came in time. */
    Optional<Filled> next(Duration patience) throws IOException;

    void giveBack(Filled filled) throws IOException;

    @Override
    void close();

    /** @param stride bytes from row to row */
    record Layout(PixelFormat format, int width, int height, int stride) {}

    /**
     * A buffer with a frame in it.
     *
     * @param bytes what was written into it; gone once it is given back
     * @param damaged whether the camera itself says that it is not whole
     */
    record Filled(int index, MemorySegment bytes, boolean damaged) {}
}
