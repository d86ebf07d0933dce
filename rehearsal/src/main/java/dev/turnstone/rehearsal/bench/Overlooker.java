package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.admit.Lookout;
import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.sight.Code;
import dev.turnstone.kiosk.sight.CodeReader;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.Look;
import dev.turnstone.kiosk.sight.Region;
import dev.turnstone.kiosk.sight.Trouble;
import dev.turnstone.kiosk.sight.View;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks over the eyes' shoulder: which frame it was, and how long readers worked while it waited for being read. */
final class Overlooker implements Eyes.Onlooker {
    private static final int REMEMBERED = 64;

    private final Lookout lookout;
    private final GateQueue camera;
    private final Deque<Work> newest = new ArrayDeque<>();

    private record Work(Thread reader, long fromNanos, long toNanos, boolean patient) {}

    Overlooker(Lookout lookout, GateQueue camera) {
        this.lookout = lookout;
        this.camera = camera;
    }

    CodeReader timed(CodeReader reader, boolean patient) {
        return new CodeReader() {
            @Override
            public Look look(Luma picture) {
                return timed(() -> reader.look(picture));
            }

            @Override
            public Optional<String> beside(Code found, Luma picture) {
                return timed(() -> reader.beside(found, picture));
            }

            @Override
            public void follow(Region where) {
                reader.follow(where);
            }

            private <T> T timed(Supplier<T> reading) {
                long start = System.nanoTime();
                T read = reading.get();
                worked(new Work(Thread.currentThread(), start, System.nanoTime(), patient));
                return read;
            }
        };
    }

    private synchronized void worked(Work work) {
        newest.addLast(work);
        if (newest.size() > REMEMBERED) {
            newest.removeFirst();
        }
    }

    /** Of the time since the frame was taken, that in which the reader who found it, or the one before, was at work. */
    private synchronized void read(String text, long takenNanos) {
        Work found = newest.stream()
                .filter(work -> work.reader.equals(Thread.currentThread()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        List<Work> since = newest.stream()
                .filter(work -> work.toNanos - takenNanos > 0)
                .sorted(Comparator.comparingLong(Work::fromNanos))
                .toList();
        long decoding = 0;
        long countedTo = takenNanos;
        for (Work work : since) {
            long from = Math.max(work.fromNanos, countedTo);
            long to = Math.min(work.toNanos, found.toNanos);
            if (to - from > 0) {
                decoding += to - from;
                countedTo = to;
            }
        }
        camera.read(text, takenNanos, decoding, found.patient);
    }

    @Override
    public boolean attending() {
        return lookout.attending();
    }

    @Override
    public void saw(Frame frame) {
        lookout.saw(frame);
    }

    @Override
    public void foundNothing(Frame frame, Trouble trouble) {
        lookout.foundNothing(frame, trouble);
    }

    @Override
    public void foundTwo(Frame frame) {
        lookout.foundTwo(frame);
    }

    @Override
    public void views(View view) {
        lookout.views(view);
    }

    @Override
    public void viewEmpty() {
        lookout.viewEmpty();
    }

    @Override
    public void presented(String text, long takenNanos) {
        read(text, takenNanos);
        lookout.presented(text, takenNanos);
    }
}
