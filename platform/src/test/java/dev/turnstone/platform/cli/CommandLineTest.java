package dev.turnstone.platform.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final CommandLine program = new CommandLine(
            "./turnstone",
            List.of(
                    Command.named("sim", "run seeds", (given, toOut, toErr) -> {
                                toOut.print(given.integer("seeds", 1, 1, 100) + " " + given.has("trace") + " "
                                        + given.operand().orElse("-"));
                                return 0;
                            })
                            .value("seeds", "N", "how many")
                            .flag("trace", "say every step")
                            .operand("[WHAT]")
                            .example("./turnstone sim --seeds 10"),
                    Command.named("broken", "cannot", (given, toOut, toErr) -> {
                        throw new CannotDo("The disk is full.", "Make room and try again.");
                    }),
                    Command.named("lost", "no file", (given, toOut, toErr) -> {
                        throw new NoSuchFileException("/tmp/nothing");
                    }),
                    Command.group(
                            "pass",
                            "make and read passes",
                            new CommandLine(
                                    "./turnstone pass",
                                    List.of(Command.named("mint", "make one", (given, toOut, toErr) -> {
                                        toOut.print("minted");
                                        return 0;
                                    }))))));

    @Test
    void valuesFlagsAndOperandsMayComeInAnyOrder() {
        assertEquals(0, run("sim", "--trace", "crowd", "--seeds=7"));
        assertEquals("7 true crowd", text(out));
    }

    @Test
    void anUnknownFlagIsAnsweredWithTheNearestOneAndTwo() {
        assertEquals(2, run("sim", "--seed", "7"));
        assertTrue(text(err).contains("did you mean --seeds?"), text(err));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOneAndTwo() {
        assertEquals(2, run("smi"));
        assertTrue(text(err).contains("did you mean sim?"), text(err));
    }

    @Test
    void aFarWordIsNotAnsweredWithAGuess() {
        assertEquals(2, run("elephants"));
        assertFalse(text(err).contains("did you mean"), text(err));
    }

    @Test
    void aNumberOutsideItsRangeIsAnsweredWithTheRange() {
        assertEquals(2, run("sim", "--seeds", "0"));
        assertTrue(text(err).contains("from 1 to 100, not '0'"), text(err));
        assertEquals(2, run("sim", "--seeds", "many"));
    }

    @Test
    void aMissingValueAndAWordTooManyAreFaultsOfUsage() {
        assertEquals(2, run("sim", "--seeds"));
        assertEquals(2, run("sim", "one", "two"));
        assertEquals(2, run("sim", "--trace=yes"));
        assertEquals(2, run("sim", "-x"));
    }

    @Test
    void helpNamesEveryFlagAndShowsAnExample() {
        assertEquals(0, run("sim", "--help"));
        assertTrue(text(out).contains("--seeds N"));
        assertTrue(text(out).contains("./turnstone sim --seeds 10"));
    }

    @Test
    void withoutACommandTheListIsShownAndNothingDone() {
        assertEquals(2, run());
        assertTrue(text(err).contains("run seeds"));
    }

    @Test
    void whatCannotBeDoneIsSaidWithItsMendAndNoTrace() {
        assertEquals(1, run("broken"));
        assertEquals("The disk is full.\nMake room and try again.\n", text(err));
        assertEquals(1, run("lost"));
        assertTrue(text(err).endsWith("There is no file /tmp/nothing.\n"), text(err));
    }

    @Test
    void aCommandMayBeAProgramOfCommandsItself() {
        assertEquals(0, run("pass", "mint"));
        assertEquals("minted", text(out));
        assertEquals(2, run("pass", "mnit"));
        assertTrue(text(err).contains("did you mean mint?"), text(err));
        assertEquals(0, run("pass", "--help"));
        assertTrue(text(out).contains("./turnstone pass COMMAND"), text(out));
        assertEquals(0, run("help", "pass"));
    }

    private int run(String... words) {
        return program.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
