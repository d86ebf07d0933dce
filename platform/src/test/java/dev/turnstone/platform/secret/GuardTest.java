package dev.turnstone.platform.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.secret.Guard.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Guard<String> guard = new Guard<>(Duration.ofMinutes(10), 2, new Random(5));

    @Test
    void everyWrongTryBeyondThreeDoublesTheWaitUpToFiveMinutes() {
        List<Long> waits = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 12; i++) {
            Entry entry = wrong("", now);
            if (entry instanceof Entry.TooOften(Duration pause)) {
                waits.add(pause.toSeconds());
                assertEquals(entry, wrong("", now), "not even looked at");
                now += pause.toNanos();
            }
        }
        assertEquals(List.of(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L, 300L), waits);
    }

    @Test
    void eachNameHasTriesOfItsOwnAndARightOneForgetsThem() {
        for (int i = 0; i < 3; i++) {
            wrong("maya", 0);
        }
        assertInstanceOf(Entry.TooOften.class, right("maya", 0));
        assertInstanceOf(Entry.Opened.class, right("omar", 0));
        assertInstanceOf(Entry.Opened.class, right("maya", MINUTE));
        assertEquals(new Entry.Wrong(2), wrong("maya", MINUTE));
    }

    @Test
    void aSessionLastsWhileItIsUsedAndTheLongestUnusedMakesRoom() {
        String first = guard.open("maya", 0);
        String second = guard.open("omar", MINUTE);
        assertEquals(Optional.of("maya"), guard.admits(first, 9 * MINUTE));
        assertEquals(Optional.of("omar"), guard.watches(second, 10 * MINUTE));
        assertTrue(guard.watches(second, 11 * MINUTE).isEmpty(), "looking on is no use");
        assertEquals(Optional.of("maya"), guard.admits(first, 18 * MINUTE));

        guard.open("noor", 18 * MINUTE);
        guard.open("alex", 18 * MINUTE);
        assertTrue(guard.admits(first, 18 * MINUTE).isEmpty());
    }

    private Entry wrong(String name, long now) {
        return guard.enter(name, Optional::empty, now);
    }

    private Entry right(String name, long now) {
        return guard.enter(name, () -> Optional.of(name), now);
    }
}
