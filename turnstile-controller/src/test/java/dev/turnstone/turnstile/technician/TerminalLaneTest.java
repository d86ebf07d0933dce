package dev.turnstone.turnstile.technician;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneSettings;
import dev.turnstone.turnstile.lane.Lanes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalLaneTest {

    @Test
    void oneGuestIsToldInOrderFromGrantToPassage() throws IOException {
        String said = play("gw", false);
        assertInOrder(
                said, "key g      grant", "granted    grant 1 in", "walking    grant 1 in", "passed     grant 1 in");
        assertTrue(said.contains("relays in HIGH"), said);
        assertFalse(said.contains("\033["), "no colours where they are not wanted");
    }

    @Test
    void aRefusedOrderSaysWhyAndWhatToDo() throws IOException {
        assertTrue(play("xg", false).contains("refused    the lane is out of service: lock it (l) to serve again"));
    }

    @Test
    void aBarrierThatIsSwitchedOffIsAFault() throws IOException {
        assertInOrder(
                play("n.n", false),
                "the barrier is switched off",
                "fault      the barrier says that it is not ready",
                "the barrier is ready again");
    }

    @Test
    void whatTheBarrierSaysOfItsPassageIsTold() throws IOException {
        assertInOrder(play("a.", false), "key a", "fault      the passage sensor does not come to rest");
    }

    @Test
    void anUnknownKeySaysSo() throws IOException {
        assertTrue(play("z", false).contains("z does nothing here"));
    }

    @Test
    void coloursAreUsedOnlyWhereTheyAreWanted() throws IOException {
        assertTrue(play("g", true).contains("\033[32mgrant 1 in\033[0m"));
        assertEquals("plain", Paint.WELCOME.on("plain", false));
    }

    private static String play(String keys, boolean coloured) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        LaneSettings settings = LaneSettings.simulated(new LaneId("demo"), Direction.IN, Optional.empty());
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
                Lane lane = Lanes.open(settings)) {
            new TerminalLane(lane, Direction.IN, out, coloured)
                    .run(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)));
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void assertInOrder(String said, String... parts) {
        int from = 0;
        for (String part : parts) {
            int at = said.indexOf(part, from);
            assertTrue(at >= 0, "\"" + part + "\" is missing after position " + from + " in:\n" + said);
            from = at;
        }
    }
}
