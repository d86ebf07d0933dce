package dev.turnstone.platform.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.turnstone.platform.config.Config;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final Startup start = new Startup("part", Config.ofEnvironment(Map.of()));

    @Test
    void whatIsDoneBesideRunsOnAnotherThreadAndIsThereForWhoeverAsks() {
        Supplier<Thread> beside = start.beside(Thread::currentThread);

        assertNotEquals(Thread.currentThread(), beside.get());
        assertEquals(beside.get(), beside.get(), "done once, however often it is asked for");
    }

    @Test
    void whatGoesWrongBesideGoesWrongForWhoeverAsks() {
        StartFailure fault = new StartFailure("There is no key.", "Enrol this device.");
        Supplier<Object> beside = start.beside(() -> {
            throw fault;
        });

        assertEquals(fault, assertThrows(StartFailure.class, beside::get));
    }
}
