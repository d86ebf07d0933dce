package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.ConfigException;
import dev.turnstone.turnstile.barrier.BoardSettings;
import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.barrier.BoardSettings.Flash;
import dev.turnstone.turnstile.barrier.BoardSettings.Protocol;
import dev.turnstone.turnstile.barrier.BoardSettings.Writing;
import dev.turnstone.turnstile.barrier.Channels;
import dev.turnstone.turnstile.gpio.InputLine;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.light.StripSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneConfigTest {
    @TempDir
    private Path folder;

    @Test
    void aSimulatedLaneNeedsItsNameOnly() {
        LaneSettings settings = read("lane: a-1");
        assertEquals(Set.of(Direction.IN), settings.profile().ways());
        assertEquals(new LaneSettings.Simulated(Optional.of(Duration.ofMillis(600)), 1), settings.hardware());
    }

    @Test
    void nobodyWalksByThemselvesWhereTheFileSaysNever() {
        LaneSettings settings = read("""
                lane: a-1
                direction: both
                controller:
                  walk-after: never
                """);
        assertEquals(new LaneSettings.Simulated(Optional.empty(), 1), settings.hardware());
        assertEquals(LaneBench.BOTH_WAYS, settings.profile().ways());
    }

    @Test
    void aWayOutThatNothingFreesIsRefusedByItsKey() {
        String said = refused("""
                lane: a-1
                controller:
                  barrier: held
                  way-out: {power-lost: nothing}
                """);
        assertTrue(
                said.contains("lane.yaml line 4: controller.way-out.power-lost: nothing does not free the way out"),
                said);
    }

    @Test
    void aPulseLongerThanItsCapIsRefusedByItsKey() {
        String said = refused("""
                lane: a-1
                controller:
                  timings: {pulse: 3s}
                """);
        assertTrue(
                said.endsWith("lane.yaml line 3: controller.timings.pulse: 3000 ms is too long;"
                        + " it must not be longer than timings.pulse-cap (1000 ms)"),
                said);
    }

    private static final String TRIPOD = """
            lane: a-1
            controller:
              mode: gpio
              chip: pinctrl-bcm2711
              barrier: pulse
              sensing: two-phase
              on-death: hold
              way-out: {power-lost: mechanism, process-dead: keep-alive, fire: contact}
            pins: {relay-in: 17, keep-alive: 27, fire: 5, first-phase: 6, second-phase: 13, green-in: 22}
            """;

    @Test
    void aRealLaneIsReadLineByLine() {
        LaneSettings.Gpio gpio = (LaneSettings.Gpio) read(TRIPOD).hardware();
        assertEquals(Optional.of("pinctrl-bcm2711"), gpio.chip());
        assertEquals(17, gpio.wiring().line(OutputLine.RELAY_IN));
        assertEquals(
                new InputLine(6, InputLine.Active.LOW, Duration.ofMillis(2)),
                gpio.wiring().line(Sense.FIRST_PHASE));
        assertEquals(
                InputLine.Active.LOW_WHEN_OPEN, gpio.wiring().line(Sense.FIRE).active());
    }

    @Test
    void aBarrierThatSaysThatItIsReadyIsNotWhenItsWireIsCut() {
        String wired = TRIPOD.replace("green-in: 22", "barrier-ready: 22, buzzer: 23");
        LaneSettings.Gpio toGround = (LaneSettings.Gpio) read(wired).hardware();
        assertEquals(
                InputLine.Active.HIGH_WHEN_OPEN,
                toGround.wiring().line(Sense.BARRIER_READY).active());
        LaneSettings.Gpio toSupply = (LaneSettings.Gpio)
                read(wired.replace("buzzer: 23", "active: high")).hardware();
        assertEquals(
                InputLine.Active.LOW_WHEN_OPEN,
                toSupply.wiring().line(Sense.BARRIER_READY).active());
    }

    @Test
    void aStripOfLightsIsReadWithItsParts() {
        LaneSettings.Gpio gpio = (LaneSettings.Gpio) read(TRIPOD + "strip: {device: /dev/spidev0.0, in: 8, out: 4}\n")
                .hardware();
        assertEquals(Optional.of(new StripSettings(Path.of("/dev/spidev0.0"), 8, 4)), gpio.strip());
    }

    @Test
    void aRealLaneMustSayWhatFreesItsWayOut() {
        assertTrue(refused(TRIPOD.replace("power-lost: mechanism, ", "")).startsWith("controller.way-out.power-lost"));
        assertTrue(refused(TRIPOD.replace("  on-death: hold\n", "")).startsWith("controller.on-death is missing"));
    }

    @Test
    void aLineThatTheProfileReliesOnMustBeWired() {
        assertTrue(refused(TRIPOD.replace("keep-alive: 27, ", ""))
                .contains("lane.yaml line 9: pins.keep-alive: no line is said for it"));
        assertTrue(refused(TRIPOD.replace("fire: 5, ", "")).contains("pins.fire: no line"));
        assertTrue(refused(TRIPOD.replace(", second-phase: 13", "")).contains("pins.second-phase: no line"));
        assertTrue(refused(TRIPOD.replace("relay-in: 17, ", "")).contains("pins.relay-in: no line"));
    }

    @Test
    void aLineIsNeverUsedTwice() {
        String said = refused(TRIPOD.replace("green-in: 22", "green-in: 17"));
        assertTrue(
                said.endsWith("lane.yaml line 9: pins.green-in: line 17 is already pins.relay-in;"
                        + " every line does one thing"),
                said);
    }

    private static final String SERIAL = """
            lane: a-1
            controller:
              mode: gpio
              barrier: pulse
              sensing: two-phase
              on-death: hold
              way-out: {power-lost: mechanism, process-dead: keep-alive, fire: contact}
              relays: {by: serial, device: usb-relays, protocol: lcus-answering, stuck-pulse: one-shot}
            pins: {keep-alive: 27, fire: 5, first-phase: 6, second-phase: 13}
            relays: {in: 1}
            """;

    private static final String MODBUS = SERIAL.replace(
            "by: serial, device: usb-relays, protocol: lcus-answering, stuck-pulse: one-shot",
            "by: modbus, host: 192.0.2.7, flash-from: 512, stuck-pulse: flash");

    @Test
    void relaysMayBeOnASerialBoard() {
        LaneSettings.Gpio gpio = (LaneSettings.Gpio) read(SERIAL).hardware();
        assertEquals(
                Optional.of(new BoardSettings.Serial(
                        folder.resolve("usb-relays"),
                        Protocol.LCUS_ANSWERING,
                        Baud.B9600,
                        new Channels(Optional.of(1), Optional.empty()))),
                gpio.board());
    }

    @Test
    void relaysMayBeOnAModuleThatEndsAPulseItself() {
        LaneSettings.Gpio gpio = (LaneSettings.Gpio) read(MODBUS).hardware();
        assertEquals(
                Optional.of(new BoardSettings.Modbus(
                        "192.0.2.7",
                        502,
                        1,
                        Duration.ofMillis(500),
                        Writing.SINGLE,
                        Optional.of(new Flash(512, Duration.ofSeconds(1))),
                        new Channels(Optional.of(1), Optional.empty()))),
                gpio.board());
    }

    @Test
    void aBoardMustSayWhatEndsAPulseWhenTheProgramIsDead() {
        assertTrue(refused(SERIAL.replace(", stuck-pulse: one-shot", ""))
                .startsWith("controller.relays.stuck-pulse is missing"));
        assertTrue(refused(SERIAL.replace("one-shot", "flash"))
                .contains("controller.relays.stuck-pulse: flash needs relays.flash-from"));
        assertTrue(refused(MODBUS.replace("flash-from: 512", "unit: 2"))
                .contains("controller.relays.stuck-pulse: flash needs relays.flash-from"));
    }

    @Test
    void aRelayIsOnTheBoardOrOnALineAndNeverOnBoth() {
        assertTrue(refused(SERIAL.replace("keep-alive: 27", "keep-alive: 27, relay-in: 17"))
                .contains("pins.relay-in: it is a line of the chip"));
        assertTrue(refused(SERIAL.replace("relays: {in: 1}\n", "")).startsWith("relays.in is missing"));
        assertTrue(refused(SERIAL.replace("relays: {in: 1}", "relays: {in: 1, out: 1}"))
                .contains("lane.yaml line 10: relays.out: relay 1 is already relays.in"));
        assertTrue(refused(SERIAL.replace("lcus-answering", "lcus, baud: 1234"))
                .contains("controller.relays.baud: 1234 is none of 9600"));
    }

    private String refused(String yaml) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> read(yaml)).getMessage());
    }

    private LaneSettings read(String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("lane.yaml"), yaml);
            Config config = Config.load(file, Map.of());
            return LaneConfig.read(config, config.section("controller"), Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
