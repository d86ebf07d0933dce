package dev.turnstone.turnstile.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.barrier.BoardSettings.Flash;
import dev.turnstone.turnstile.barrier.BoardSettings.Writing;
import dev.turnstone.turnstile.barrier.ModbusModule.Manner;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay module on the network, over real connections. */
class ModbusBoardTest {
    private static final Relays IN = new Relays(Level.HIGH, Level.LOW);
    private static final Duration SHORT = Duration.ofMillis(250);
    /** Where a module is honest: how fast this machine is says nothing. */
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void coilsAreWrittenOneByOneAndReadBack() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                ModbusBoard board = board(module, LONG, Writing.SINGLE, Optional.empty())) {
            board.open();
            board.set(IN);
            assertEquals(List.of("050003FF00", "0500040000", "0100030001", "0100040001"), module.heard());
            assertTrue(module.isOn(3));
            board.set(Relays.LOW);
            assertFalse(module.isOn(3));
        }
    }

    @Test
    void neighboursMayBeWrittenAtOnce() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                ModbusBoard board = board(module, LONG, Writing.MULTIPLE, Optional.empty())) {
            board.open();
            board.set(new Relays(Level.LOW, Level.HIGH));
            assertEquals("0F000300020102", module.heard().getFirst());
            assertTrue(module.isOn(4));
            assertFalse(module.isOn(3));
        }
    }

    @Test
    void aModuleThatFlashesBoundsThePulseByItself() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                ModbusBoard board =
                        board(module, LONG, Writing.SINGLE, Optional.of(new Flash(0x200, Duration.ofMillis(750))))) {
            board.open();
            board.set(IN);
            assertEquals(8, module.flashed(3), "tenths of a second, rounded up");
            assertTrue(module.isOn(3));
            board.set(Relays.LOW);
            assertFalse(module.isOn(3), "a pulse that ends early ends by an order");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HONEST", "LYING"})
    void whateverAModuleDoesItIsLostInTimeAndFoundAgain(Manner manner) throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                BoardBarrier barrier = barrier(board(module, SHORT, Writing.SINGLE, Optional.empty()))) {
            Until.holds("the module is reached", () -> reached(barrier, Relays.LOW));
            module.become(manner);
            Until.holds("the module is lost", () -> !reached(barrier, IN));
            barrierSays(barrier);
            module.become(Manner.HONEST);
            Until.holds("the module is reached", () -> reached(barrier, IN));
            Until.holds("the coil is on", () -> module.isOn(3));
        }
    }

    @Test
    void aModuleThatOnlySaysYesIsFoundOut() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.LYING);
                ModbusBoard board = board(module, LONG, Writing.SINGLE, Optional.empty())) {
            board.open();
            IOException lie = assertThrows(IOException.class, () -> board.set(IN));
            assertEquals("coil 3 of 127.0.0.1 is off where it should be on", lie.getMessage());
        }
    }

    @Test
    void aRefusalSaysWhatTheModuleMeans() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.EXCEPTION);
                ModbusBoard board = board(module, LONG, Writing.SINGLE, Optional.empty())) {
            board.open();
            IOException busy = assertThrows(IOException.class, () -> board.set(IN));
            assertEquals("127.0.0.1:%d: it refused: it is busy".formatted(module.port()), busy.getMessage());
        }
    }

    @Test
    void aModuleThatLostItsPowerIsToldAnew() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                BoardBarrier barrier = barrier(board(module, LONG, Writing.SINGLE, Optional.empty()))) {
            reached(barrier, IN);
            Until.holds("the coil is on", () -> module.isOn(3));
            module.restart();
            Until.holds("the coil is on again", () -> module.isOn(3));
            Until.holds("the module is reached", () -> reached(barrier, IN));
        }
    }

    @Test
    void aBoardThatIsNotThereIsTriedWithPauses() {
        AtomicInteger tries = new AtomicInteger();
        RelayBoard gone = new RelayBoard() {
            @Override
            public void open() throws IOException {
                tries.incrementAndGet();
                throw new IOException("nobody is there");
            }

            @Override
            public void set(Relays relays) {}

            @Override
            public void check(Relays relays) {}

            @Override
            public void close() {}
        };
        long start = System.nanoTime();
        try (BoardBarrier barrier = barrier(gone)) {
            Until.holds("it is tried again", () -> tries.get() >= 3);
            long passedMs = Duration.ofNanos(System.nanoTime() - start).toMillis();
            assertTrue(tries.get() <= 1 + passedMs / 200, tries + " tries in " + passedMs + " ms");
            assertFalse(reached(barrier, IN));
        }
    }

    private static void barrierSays(BoardBarrier barrier) {
        BarrierLost lost = assertThrows(BarrierLost.class, () -> barrier.drive(IN));
        assertTrue(String.valueOf(lost.getMessage()).startsWith("the relay board cannot be reached: "));
    }

    private static ModbusBoard board(ModbusModule module, Duration timeout, Writing writing, Optional<Flash> flash) {
        return new ModbusBoard(new BoardSettings.Modbus(
                "127.0.0.1", module.port(), 1, timeout, writing, flash, new Channels(Optional.of(3), Optional.of(4))));
    }

    private static BoardBarrier barrier(RelayBoard board) {
        return new BoardBarrier("a-1", board, new NoPins(), new Random(1));
    }

    private static boolean reached(BoardBarrier barrier, Relays relays) {
        try {
            barrier.drive(relays);
            return true;
        } catch (BarrierLost e) {
            return false;
        }
    }
}
