package dev.turnstone.rehearsal.bench;

import dev.turnstone.kiosk.camera.Frame;
import dev.turnstone.kiosk.camera.Luma;
import dev.turnstone.kiosk.camera.LumaDevice;
import java.awt.Dimension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera at thirty frames a second, and the people who come to it. They come when they come, whether or not the one
 * before has been let in: whoever finds the gate busy waits, and the wait counts. Each holds a phone up, never quite still,
 * until let in or out of patience.
 */
final class GateQueue extends LumaDevice {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;

    private static final long FRAME_NANOS = 1_000_000_000L / 30;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();

    private final Luma lobby;
    private final Deque<Guest> coming = new ArrayDeque<>();
    private final List<Guest> gone = new ArrayList<>();
    private Optional<Guest> present = Optional.empty();
    private long nextNanos = System.nanoTime();
    private int frame;

    /** What happens to a guest on the way from a frame to the relay, each at its moment. */
    enum Mark {
        /** The reader has told what the code says. */
        PRESENTED,
        /** The intent is on the disk. */
        RECORDED,
        /** The hub has answered. */
        ANSWERED,
        /** The lane is asked to let them in. */
        DECIDED,
        RELEASED
    }

    /** One person with one pass, seen from several sides. */
    static final class Guest {
        private final String text;
        private final List<Luma> poses;
        private final long comesNanos;
        private long standsNanos;
        private volatile long takenNanos;
        private volatile long decodingNanos;
        private volatile boolean readByPatient;
        private final Map<Mark, Long> marks = new EnumMap<>(Mark.class);

        Guest(String text, List<Luma> poses, long comesNanos) {
            this.text = text;
            this.poses = List.copyOf(poses);
            this.comesNanos = comesNanos;
        }

        boolean wasLetIn() {
            return marks.containsKey(Mark.RELEASED);
        }

        boolean readByPatient() {
            return readByPatient;
        }

        /** From the frame in which the code was read to the relay. */
        double frameToRelayMs() {
            return (releasedNanos() - takenNanos) / 1e6;
        }

        private long releasedNanos() {
            return marks.getOrDefault(Mark.RELEASED, 0L);
        }

        /** The same without what the reader took over that frame. */
        double beyondDecodingMs() {
            return (releasedNanos() - takenNanos - decodingNanos) / 1e6;
        }

        /** From the frame until its code was told, without what the reader took: waiting for the reader, and handing over. */
        double eyesMs() {
            return (marks.getOrDefault(Mark.PRESENTED, 0L) - takenNanos - decodingNanos) / 1e6;
        }

        /** How long this took; nothing where it did not happen. */
        double tookMs(Mark from, Mark to) {
            return marks.containsKey(from) && marks.containsKey(to) ? (marks.get(to) - marks.get(from)) / 1e6 : 0;
        }

        /** From the moment the guest came, wherever the queue stood. */
        double guestToRelayMs() {
            return (releasedNanos() - comesNanos) / 1e6;
        }
    }

    GateQueue(Luma lobby) {
        super("queue", new Dimension(WIDTH, HEIGHT));
        this.lobby = lobby;
    }

    /**
     * Sends this many guests, at instants that have nothing to do with how the gate fares.
     *
     * @param phones of each pass its text and poses, shown in turn
     */
    synchronized void send(List<Phone> phones, int guests, Duration between, SplittableRandom random) {
        gone.clear();
        double at = System.nanoTime();
        for (int count = 0; count < guests; count++) {
            at += -Math.log(1 - random.nextDouble()) * between.toNanos();
            Phone phone = phones.get(count % phones.size());
            coming.addLast(new Guest(phone.text(), phone.poses(), (long) at));
        }
    }

    record Phone(String text, List<Luma> poses) {}

    /** The guests who were sent, when all have gone; empty while some are there. */
    synchronized Optional<List<Guest>> through() {
        return coming.isEmpty() && present.isEmpty() ? Optional.of(List.copyOf(gone)) : Optional.empty();
    }

    /** A reader has read the code of whoever stands there. */
    synchronized void read(String text, long takenNanos, long decodingNanos, boolean patient) {
        present.filter(guest -> guest.text.equals(text)).ifPresent(guest -> {
            guest.takenNanos = takenNanos;
            guest.decodingNanos = decodingNanos;
            guest.readByPatient = patient;
            guest.marks.put(Mark.PRESENTED, System.nanoTime());
        });
    }

    /** For whoever stands there and has been read. */
    synchronized void mark(Mark mark, long atNanos) {
        present.filter(guest -> guest.takenNanos != 0).ifPresent(guest -> guest.marks.put(mark, atNanos));
    }

    @Override
    public Optional<Frame> awaitFrame(Duration patience) throws InterruptedException {
        nextNanos = Math.max(nextNanos + FRAME_NANOS, System.nanoTime());
        while (System.nanoTime() - nextNanos < 0) {
            LockSupport.parkNanos(nextNanos - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        // Taken when it can be had: what a slow thread adds before that is the machine's, and counts as well.
        return Optional.of(new Frame(view(nextNanos), 0, nextNanos));
    }

    private synchronized Luma view(long now) {
        boolean leaves = present.filter(guest -> guest.wasLetIn() || now - guest.standsNanos >= PATIENCE_NANOS)
                .isPresent();
        if (leaves) {
            gone.add(present.get());
            present = Optional.empty();
        }
        if (present.isEmpty() && !coming.isEmpty() && now - coming.getFirst().comesNanos >= 0) {
            Guest next = coming.removeFirst();
            next.standsNanos = now;
            present = Optional.of(next);
        }
        return present.map(guest -> guest.poses.get(frame++ % guest.poses.size()))
                .orElse(lobby);
    }
}
