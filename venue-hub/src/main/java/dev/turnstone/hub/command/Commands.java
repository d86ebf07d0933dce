package dev.turnstone.hub.command;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.platform.json.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Commands to devices: each signs the challenge that the device has told last, is good for ten seconds and for one use,
 * and is answered. One that is not answered in time may still have been obeyed: the device's journal knows.
 */
public final class Commands {
    /** A door that opens a minute after somebody asked is worse than one that does not. */
    static final Duration LIFE = Duration.ofSeconds(10);

    private final SigningKey hubKey;
    private final Topics topics;
    private final DeviceBus bus;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final Map<DeviceId, Told> challenges = new ConcurrentHashMap<>();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /** @param sinceNanos when it was first heard: at the device it is a little older */
    private record Told(String challenge, long sinceNanos) {}

    private record Asked(DeviceId device, CompletableFuture<DeviceCommand.Outcome> outcome) {}

    public Commands(SigningKey hubKey, Topics topics, DeviceBus bus, RandomGenerator random, LongSupplier nanos) {
        this.hubKey = hubKey;
        this.topics = topics;
        this.bus = bus;
        this.random = random;
        this.nanos = nanos;
    }

    /** A device has told its state. */
    public void stated(DeviceId device, DeviceState state) {
        if (state.challenge().isEmpty()) {
            challenges.remove(device);
            return;
        }
        String challenge = state.challenge().get();
        long now = nanos.getAsLong();
        challenges.compute(
                device,
                (id, known) -> known != null && known.challenge.equals(challenge) ? known : new Told(challenge, now));
    }

    /** A device has told what became of a command; of its own, or it is nobody's. */
    public void answered(DeviceId device, DeviceCommand.Outcome outcome) {
        Asked open = asked.get(outcome.command());
        if (open != null && open.device.equals(device)) {
            open.outcome.complete(outcome);
        }
    }

    /** What became of it; empty where the device takes no commands now, or did not answer in time. */
    public Optional<DeviceCommand.Outcome> send(DeviceId device, String action, Optional<LaneId> lane)
            throws InterruptedException {
        // A challenge is used once: whoever asks next waits for the device's next state.
        Told told = challenges.remove(device);
        if (told == null) {
            return Optional.empty();
        }
        long ageMs = Duration.ofNanos(nanos.getAsLong() - told.sinceNanos).toMillis();
        DeviceCommand command = new DeviceCommand(
                "c-" + Long.toHexString(random.nextLong()),
                device.value(),
                told.challenge,
                Math.toIntExact(Math.min(ageMs + LIFE.toMillis(), DeviceCommand.LONGEST_LIFE_MS)),
                action,
                lane.map(LaneId::value),
                Optional.empty());
        Asked open = new Asked(device, new CompletableFuture<>());
        asked.put(command.command(), open);
        try {
            byte[] signed = Json.bytes(SignedCommand.sign(Json.bytes(command), hubKey));
            bus.publish(topics.commands(device), signed, LIFE);
            return Optional.of(open.outcome.get(LIFE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException unanswered) {
            return Optional.empty();
        } finally {
            asked.remove(command.command());
        }
    }
}
