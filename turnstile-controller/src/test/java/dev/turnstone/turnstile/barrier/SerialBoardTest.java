package dev.turnstone.turnstile.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.barrier.BoardAtPty.Manner;
import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.barrier.BoardSettings.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay board at a serial port, which is one of the kernel's own terminals. */
class SerialBoardTest {
    private static final Relays IN = new Relays(Level.HIGH, Level.LOW);
    private static final Channels BOTH = new Channels(Optional.of(1), Optional.of(2));

    @TempDir
    private Path folder;

    private Path device;
    /** Long where a board is honest: how fast this machine is says nothing. */
    private Duration patience = Duration.ofSeconds(10);

    @BeforeEach
    void name() {
        device = folder.resolve("usb-relays");
    }

    @Test
    void framesAreTheFourBytesOfTheProtocol() throws Exception {
        try (BoardAtPty board = new BoardAtPty(device, Manner.MUTE);
                SerialBoard relays = board(Protocol.LCUS)) {
            relays.open();
            relays.set(IN);
            relays.set(Relays.LOW);
            Until.holds("all frames came in", () -> board.heard().size() == 4);
            assertEquals(List.of("A0 01 01 A2", "A0 02 00 A2", "A0 01 00 A1", "A0 02 00 A2"), board.heard());
        }
    }

    @Test
    void aBoardWithFeedbackIsBelievedOnlyByWhatItAnswers() throws Exception {
        try (BoardAtPty board = new BoardAtPty(device, Manner.HONEST);
                SerialBoard relays = board(Protocol.LCUS_ANSWERING)) {
            relays.open();
            relays.set(IN);
            relays.check(IN);
            assertEquals(List.of("A0 01 03 A4", "A0 02 02 A4", "A0 01 05 A6", "A0 02 05 A7"), board.heard());
            assertTrue(board.isOn(1));
            board.become(Manner.LYING);
            IOException lie = assertThrows(IOException.class, () -> relays.check(IN));
            assertTrue(String.valueOf(lie.getMessage()).contains("where relay 1 should be on"), lie.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"MUTE", "LYING", "TORN"})
    void aBoardThatDoesNotAnswerAsItShouldIsLostUntilItDoes(Manner manner) throws Exception {
        patience = Duration.ofMillis(300);
        try (BoardAtPty board = new BoardAtPty(device, manner);
                BoardBarrier barrier = barrier(Protocol.LCUS_ANSWERING)) {
            assertThrows(BarrierLost.class, () -> barrier.drive(Relays.LOW));
            board.become(Manner.HONEST);
            Until.holds("the board is reached", () -> reached(barrier, Relays.LOW));
            assertFalse(board.isOn(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void anUnpluggedBoardIsLostAndIsToldAnewOncePluggedInAgain(Protocol protocol) throws Exception {
        try (BoardAtPty board = new BoardAtPty(device, Manner.HONEST);
                BoardBarrier barrier = barrier(protocol)) {
            Until.holds("the board is reached", () -> reached(barrier, IN));
            Until.holds("the relay is on", () -> board.isOn(1));
            board.unplug();
            Until.holds("the board is lost", () -> !reached(barrier, IN));
            board.plug();
            Until.holds("the board is reached", () -> reached(barrier, IN));
            Until.holds("the relay is on again", () -> board.isOn(1));
        }
    }

    @Test
    void aPulseThatCouldNotBeGivenInTimeIsNotGivenLater() throws Exception {
        try (BoardAtPty board = new BoardAtPty(device, Manner.HONEST);
                BoardBarrier barrier = barrier(Protocol.LCUS_ANSWERING)) {
            board.unplug();
            Until.holds("the board is lost", () -> !reached(barrier, Relays.LOW));
            reached(barrier, IN);
            reached(barrier, Relays.LOW);
            board.plug();
            Until.holds("the board is reached", () -> reached(barrier, Relays.LOW));
            assertFalse(board.heard().contains("A0 01 03 A4"), board.heard().toString());
        }
    }

    @Test
    void closingLeavesEveryRelayOff() throws Exception {
        try (BoardAtPty board = new BoardAtPty(device, Manner.HONEST)) {
            try (BoardBarrier barrier = barrier(Protocol.LCUS_ANSWERING)) {
                Until.holds("the board is reached", () -> reached(barrier, IN));
                Until.holds("the relay is on", () -> board.isOn(1));
            }
            Until.holds("the relay is off", () -> !board.isOn(1));
        }
    }

    @Test
    void whatIsNoSerialPortIsSaidToBeNone() {
        try (SerialBoard relays =
                new SerialBoard(new BoardSettings.Serial(Path.of("/dev/null"), Protocol.LCUS, Baud.B9600, BOTH))) {
            IOException refused = assertThrows(IOException.class, relays::open);
            assertEquals("opening /dev/null failed: it is not a serial port", refused.getMessage());
        }
    }

    private SerialBoard board(Protocol protocol) {
        return new SerialBoard(new BoardSettings.Serial(device, protocol, Baud.B9600, BOTH), patience);
    }

    private BoardBarrier barrier(Protocol protocol) {
        return new BoardBarrier("a-1", board(protocol), new NoPins(), new Random(1));
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
