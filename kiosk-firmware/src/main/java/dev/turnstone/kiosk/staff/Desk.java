package dev.turnstone.kiosk.staff;

import dev.turnstone.kiosk.admit.Case;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Who stands before staff: the newest first, and no more than anyone could serve. Whoever is served leaves it; whoever
 * was merely refused leaves by being forgotten. Any thread may call.
 */
public final class Desk {
    private static final int MOST = 12;

    private final Deque<Case> standing = new ArrayDeque<>();
    private volatile boolean lookingFirst;
    private volatile long version;

    public synchronized void stands(Case guest) {
        lookingFirst = false;
        guest.shown()
                .ifPresent(shown -> standing.removeIf(other -> other.shown()
                        .filter(pass -> pass.event().equals(shown.event())
                                && pass.number().equals(shown.number()))
                        .isPresent()));
        standing.addFirst(guest);
        while (standing.size() > MOST) {
            forgetOne();
        }
        version++;
    }

    /** The oldest whom the gate was sure about, before anybody whom only a person can help. */
    private void forgetOne() {
        Iterator<Case> oldestFirst = standing.descendingIterator();
        while (oldestFirst.hasNext()) {
            if (!oldestFirst.next().referred()) {
                oldestFirst.remove();
                return;
            }
        }
        standing.removeLast();
    }

    synchronized void served(long seq) {
        standing.removeIf(guest -> guest.id().seq() == seq);
        version++;
    }

    synchronized Optional<Case> find(long seq) {
        return standing.stream().filter(guest -> guest.id().seq() == seq).findFirst();
    }

    synchronized List<Case> standing() {
        return List.copyOf(standing);
    }

    boolean lookingFirst() {
        return lookingFirst;
    }

    void lookingFirst(boolean wanted) {
        lookingFirst = wanted;
        changed();
    }

    synchronized void changed() {
        version++;
    }

    /** Another number whenever anything here is different. */
    long version() {
        return version;
    }
}
