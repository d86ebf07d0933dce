package dev.turnstone.turnstile.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.Until;
import dev.turnstone.turnstile.barrier.ModbusModule;
import dev.turnstone.turnstile.barrier.ModbusModule.Manner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane whose relay is on a board behind a cable: what staff see when the board goes and comes back. */
class LaneOnABoardTest {
    private final List<LaneEvent> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aGrantSwitchesTheBoardsRelay() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                Lane lane = open(module)) {
            Until.holds("the lane grants", () -> lane.grant(Direction.IN) instanceof GrantResult.Granted);
            Until.holds("the relay is on", () -> module.isOn(3));
            lane.lock();
            Until.holds("the relay is off", () -> !module.isOn(3));
        }
    }

    @Test
    void aBoardThatGoesAwayIsAFaultThatGivesTheEntryBackAndEndsWhenItComesBack() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HONEST);
                Lane lane = open(module)) {
            Until.holds("the lane grants", () -> lane.grant(Direction.IN) instanceof GrantResult.Granted);
            module.become(Manner.HANGING_UP);
            Until.holds("the fault is seen", () -> lane.view().faults().equals(Set.of(Fault.BARRIER_LOST)));
            assertEquals(LaneState.FAULTED, lane.state());
            assertEquals("barrier-lost", lane.view().word());
            assertEquals(new GrantResult.Refused(Refusal.FAULTED), lane.grant(Direction.IN));
            Until.holds(
                    "the entry is given back",
                    () -> heard.stream().anyMatch(LaneEvent.GrantCancelled.class::isInstance));
            module.become(Manner.HONEST);
            Until.holds("the lane serves again", () -> lane.state() == LaneState.LOCKED);
            assertInstanceOf(GrantResult.Granted.class, lane.grant(Direction.IN));
        }
    }

    @Test
    void aLaneWhoseBoardIsNotThereStartsWithAFaultAndServesOnceItIs() throws Exception {
        try (ModbusModule module = new ModbusModule(Manner.HANGING_UP);
                Lane lane = open(module)) {
            Until.holds("the fault is seen", () -> lane.state() == LaneState.FAULTED);
            assertTrue(lane.view().faults().contains(Fault.BARRIER_LOST));
            assertFalse(module.isOn(3));
            module.become(Manner.HONEST);
            Until.holds("the lane serves", () -> lane.state() == LaneState.LOCKED);
        }
    }

    private Lane open(ModbusModule module) throws Exception {
        Path file = Files.writeString(folder.resolve("lane.yaml"), """
                lane: a-1
                controller:
                  mode: gpio
                  barrier: strike
                  sensing: none
                  on-death: hold
                  way-out: {power-lost: inside-handle, process-dead: inside-handle, fire: inside-handle}
                  relays: {by: modbus, host: 127.0.0.1, port: %d, timeout: 10s, stuck-pulse: one-shot}
                relays: {in: 3}
                """.formatted(module.port()));
        Config config = Config.load(file, Map.of());
        LaneSettings settings = LaneConfig.read(config, config.section("controller"), Optional.empty());
        config.refuseUnknownKeys();
        Lane lane = Lanes.open(settings);
        lane.listen(heard::add);
        return lane;
    }
}
