package dev.turnstone.hub.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.venue.VenueId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");
    private static final SigningKey HUB = SigningKey.fromSeed(new byte[SigningKey.SEED_BYTES]);
    private static final DeviceId GATE = new DeviceId("gate-a");
    private static final String CHALLENGE = "00112233445566778899aabbccddeeff";

    private final Topics topics = new Topics(new VenueId("maguey"));
    private final ObedientBus bus = new ObedientBus();
    private long nanos;
    private final Commands commands = new Commands(HUB, topics, bus, new Random(4), () -> nanos);

    @Test
    void aCommandSignsTheLatestChallengeAndLivesTenSecondsBeyondItsAge() throws Exception {
        commands.stated(GATE, state(Optional.of(CHALLENGE)));
        nanos = Duration.ofSeconds(7).toNanos();
        commands.stated(GATE, state(Optional.of(CHALLENGE)));

        assertEquals("done", result(commands.send(GATE, order(Optional.of(new LaneId("a-1"))), Duration.ZERO)));
        DeviceCommand said = bus.said.getFirst();
        assertEquals(CHALLENGE, said.challenge());
        assertEquals(17_000, said.lifeMs());
        assertEquals("gate-a", said.device());
        assertEquals(Optional.of("a-1"), said.lane());
        assertEquals(Duration.ofSeconds(10), bus.expiry);
    }

    @Test
    void aChallengeIsSignedOnceAndADeviceWithoutOneIsNotCommanded() throws Exception {
        assertEquals(new Sent.Deaf(), lock());
        commands.stated(GATE, state(Optional.of(CHALLENGE)));
        assertEquals("done", result(lock()));
        assertEquals(new Sent.Deaf(), lock());
        commands.stated(GATE, state(Optional.of(CHALLENGE.replace('0', '1'))));
        commands.stated(GATE, state(Optional.empty()));
        assertEquals(new Sent.Deaf(), lock());
        assertEquals(1, bus.said.size());
    }

    @Test
    void theFirstChallengeHeardMayHaveBeenKeptByTheBrokerAndIsTriedAgainWithTheNext() throws Exception {
        bus.usedUp = Optional.of(CHALLENGE);
        commands.stated(GATE, state(Optional.of(CHALLENGE)));
        assertEquals("done", result(lock()));
        assertEquals(2, bus.said.size());
        assertEquals(ObedientBus.NEXT, bus.said.getLast().challenge());
    }

    @Test
    void whoeverOrdersTheNextThingWaitsForTheDevicesNextChallenge() throws Exception {
        Thread telling = Thread.ofVirtual().start(() -> commands.stated(GATE, state(Optional.of(CHALLENGE))));
        assertEquals("done", result(commands.send(GATE, order(Optional.empty()), Duration.ofMinutes(1))));
        telling.join();
    }

    private Sent lock() throws InterruptedException {
        return commands.send(GATE, order(Optional.empty()), Duration.ZERO);
    }

    private static Commands.Order order(Optional<LaneId> lane) {
        return new Commands.Order("lock", lane, Optional.empty());
    }

    private static String result(Sent sent) {
        return sent instanceof Sent.Answered(DeviceCommand.Outcome outcome) ? outcome.result() : sent.toString();
    }

    private static DeviceState state(Optional<String> challenge) {
        DeviceState state = DeviceState.online("b1", "0.1", List.of(), NOW);
        return challenge.map(state::challenge).orElse(state);
    }

    /** A device that does whatever is rightly signed, and another that pretends to have done it. */
    private final class ObedientBus implements DeviceBus {
        private final List<DeviceCommand> said = new ArrayList<>();
        private Duration expiry = Duration.ZERO;
        private Optional<String> usedUp = Optional.empty();

        private static final String NEXT = CHALLENGE.replace('0', '2');

        @Override
        public Link link() {
            return new Link(true, NOW);
        }

        @Override
        public void publish(String topic, byte[] payload) {
            throw new AssertionError("a command that never expires");
        }

        @Override
        public void publish(String topic, byte[] payload, Duration life) {
            assertEquals(topics.commands(GATE), topic);
            byte[] signed = Json.read(payload, SignedCommand.class)
                    .verified(HUB.publicKey())
                    .orElseThrow();
            DeviceCommand command = Json.read(signed, DeviceCommand.class);
            said.add(command);
            expiry = life;
            commands.answered(new DeviceId("gate-b"), outcome(command, DeviceCommand.Outcome.FAILED));
            if (usedUp.filter(command.challenge()::equals).isPresent()) {
                commands.answered(GATE, outcome(command, DeviceCommand.Outcome.REFUSED));
                commands.stated(GATE, state(Optional.of(NEXT)));
            } else {
                commands.answered(GATE, outcome(command, DeviceCommand.Outcome.DONE));
            }
        }

        private static DeviceCommand.Outcome outcome(DeviceCommand command, String result) {
            return new DeviceCommand.Outcome(command.command(), result, Optional.empty(), NOW);
        }

        @Override
        public void retain(String topic, byte[] payload) {
            throw new AssertionError("a command is never retained");
        }

        @Override
        public void close() {}
    }
}
