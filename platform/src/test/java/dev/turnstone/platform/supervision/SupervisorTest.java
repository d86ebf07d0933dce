package dev.turnstone.platform.supervision;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.platform.app.Program;
import dev.turnstone.platform.app.Startup;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What systemd would hear, at a datagram socket of the kernel's own. */
@EnabledOnOs(OS.LINUX)
class SupervisorTest {
    @TempDir
    private Path folder;

    private volatile Status loop = Status.up();

    @Test
    void aPartThatIsReadyAndWellSaysSoAndFeedsTheWatchdog() throws Throwable {
        try (Ear ear = new Ear(folder.resolve("notify").toString());
                Supervisor supervisor = Supervisor.of(environment(ear.address))) {
            supervisor.ready(health());
            assertEquals("READY=1\nWATCHDOG=1\nSTATUS=all is well", ear.hear());
            assertEquals("WATCHDOG=1\nSTATUS=all is well", ear.hear());
            assertEquals("WATCHDOG=1\nSTATUS=all is well", ear.hear());
        }
    }

    @Test
    void theWatchdogStarvesWhileAVitalPartIsDownAndOnlyThen() throws Throwable {
        try (Ear ear = new Ear(folder.resolve("notify").toString());
                Supervisor supervisor = Supervisor.of(environment(ear.address))) {
            Health health = health();
            health.part("hub", () -> Status.down("not reached"));
            supervisor.ready(health);
            assertEquals("READY=1\nWATCHDOG=1\nSTATUS=hub: not reached", ear.hear());

            loop = Status.down("has not turned for 2 s");
            String heard = ear.hear();
            while (heard.startsWith("WATCHDOG=1")) {
                heard = ear.hear();
            }
            assertEquals("STATUS=hub: not reached; loop: has not turned for 2 s", heard);
            assertEquals("STATUS=hub: not reached; loop: has not turned for 2 s", ear.hear());

            loop = Status.up();
            heard = ear.hear();
            while (!heard.startsWith("WATCHDOG=1")) {
                heard = ear.hear();
            }
            assertEquals("WATCHDOG=1\nSTATUS=hub: not reached", heard);
        }
    }

    @Test
    void anEndIsToldAsOne() throws Throwable {
        try (Ear ear = new Ear("@turnstone-test-" + ProcessHandle.current().pid())) {
            Supervisor supervisor = Supervisor.of(Map.of("NOTIFY_SOCKET", ear.address));
            supervisor.ready(health());
            assertEquals("READY=1\nSTATUS=all is well", ear.hear());
            supervisor.close();
            assertEquals("STOPPING=1\nSTATUS=stopping", ear.hear());
        }
    }

    /** The smallest part, as systemd would start it. */
    static final class Sample {
        public static void main(String[] args) {
            Program.run("sample", args, Startup::ready);
        }
    }

    @Test
    void aProgramTellsItsStartItsLifeAndItsEnd() throws Throwable {
        try (Ear ear = new Ear(folder.resolve("notify").toString())) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Sample.class.getName());
            builder.environment().put("NOTIFY_SOCKET", ear.address);
            builder.environment().put("WATCHDOG_USEC", "300000");
            Process sample = builder.redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                assertEquals("READY=1\nWATCHDOG=1\nSTATUS=all is well", ear.hear());
                assertEquals("WATCHDOG=1\nSTATUS=all is well", ear.hear());
            } finally {
                sample.destroy();
            }
            String heard = ear.hear();
            while (heard.startsWith("WATCHDOG=1")) {
                heard = ear.hear();
            }
            assertEquals("STOPPING=1\nSTATUS=stopping", heard);
            assertEquals(143, sample.waitFor());
        }
    }

    @Test
    void withoutASupervisorNothingIsToldAndADeafOneHarmsNobody() {
        try (Supervisor none = Supervisor.of(Map.of());
                Supervisor deaf = Supervisor.of(
                        environment(folder.resolve("nobody-listens").toString()))) {
            none.ready(health());
            deaf.ready(health());
        }
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("relative"));
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("/" + "x".repeat(200)));
        assertThrows(
                IOException.class,
                () -> new NotifySocket(folder.resolve("nobody").toString()).send("READY=1"));
    }

    @Test
    void aWatchdogThatIsMeantForAnotherProcessIsNotFed() {
        Health health = health();
        assertTrue(Supervisor.words(health.report(), true).startsWith("WATCHDOG=1"));
        assertFalse(Supervisor.words(health.report(), false).contains("WATCHDOG"));
    }

    private Health health() {
        Health health = new Health();
        health.vital("loop", () -> loop);
        return health;
    }

    private static Map<String, String> environment(String address) {
        String pid = String.valueOf(ProcessHandle.current().pid());
        return Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "60000", "WATCHDOG_PID", pid);
    }

    /** The other end of the socket, by the same three calls that systemd makes. */
    private static final class Ear implements AutoCloseable {
        private static final int ROOM = 4_096;
        private static final int SOL_SOCKET = 1;
        private static final int SO_RCVTIMEO = 20;
        private static final long PATIENCE_SECONDS = 30;
        private static final MethodHandle SETSOCKOPT = NotifySocket.libc(
                "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        private static final MethodHandle SOCKET =
                NotifySocket.libc("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        private static final MethodHandle BIND =
                NotifySocket.libc("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        private static final MethodHandle RECV =
                NotifySocket.libc("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        private static final MethodHandle CLOSE = NotifySocket.libc("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        private final Arena arena = Arena.ofShared();
        private final MemorySegment heard = arena.allocate(ROOM);
        private final String address;
        private final int socket;

        Ear(String address) throws Throwable {
            this.address = address;
            this.socket = (int) SOCKET.invokeExact(NotifySocket.AF_UNIX, NotifySocket.SOCK_DGRAM, 0);
            MemorySegment bound = NotifySocket.address(arena, address);
            int result = (int) BIND.invokeExact(socket, bound, Math.toIntExact(bound.byteSize()));
            assertEquals(0, result, "a socket at " + address);
            MemorySegment patience = arena.allocate(2 * JAVA_LONG.byteSize());
            patience.set(JAVA_LONG, 0, PATIENCE_SECONDS);
            int set = (int) SETSOCKOPT.invokeExact(socket, SOL_SOCKET, SO_RCVTIMEO, patience, 16);
            assertEquals(0, set);
        }

        /** Waits for the next datagram. */
        String hear() throws Throwable {
            long bytes = (long) RECV.invokeExact(socket, heard, (long) ROOM, 0);
            assertTrue(bytes > 0, "nothing was told within " + PATIENCE_SECONDS + " s");
            byte[] text = heard.asSlice(0, bytes).toArray(JAVA_BYTE);
            return new String(text, StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            try {
                assertEquals(0, (int) CLOSE.invokeExact(socket));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            arena.close();
        }
    }
}
