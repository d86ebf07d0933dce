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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Map<DeviceId, Told> challenges = new HashMap<>();
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /**
     * @param sinceNanos when it was first heard: at the device it is a little older
     * @param first whether it is the first of this device: the broker may have kept it for long, and it may be used up
     */
    private record Told(String challenge, long sinceNanos, boolean first) {}

    private final Set<DeviceId> heard = new HashSet<>();

    private record Asked(DeviceId device, CompletableFuture<DeviceCommand.Outcome> outcome) {}

    public Commands(SigningKey hubKey, Topics topics, DeviceBus bus, RandomGenerator random, LongSupplier nanos) {
        this.hubKey = hubKey;
        this.topics = topics;
        this.bus = bus;
        this.random = random;
        this.nanos = nanos;
    }

    /** A device has told its state. */
    public synchronized void stated(DeviceId device, DeviceState state) {
        if (state.challenge().isEmpty()) {
            challenges.remove(device);
            return;
        }
        String challenge = state.challenge().get();
        Told known = challenges.get(device);
        if (known == null || !known.challenge.equals(challenge)) {
            challenges.put(device, new Told(challenge, nanos.getAsLong(), heard.add(device)));
            notifyAll();
        }
    }

    /** A device has told what became of a command; of its own, or it is nobody's. */
    public void answered(DeviceId device, DeviceCommand.Outcome outcome) {
        Asked open = asked.get(outcome.command());
        if (open != null && open.device.equals(device)) {
            open.outcome.complete(outcome);
        }
    }

    /**
     * Sends it, and waits for its answer.
     *
     * @param patience how long to wait for something to sign: a device tells its next challenge with its next state
     */
    public Sent send(DeviceId device, Order order, Duration patience) throws InterruptedException {
        Optional<Told> told = challenge(device, patience);
        if (told.isEmpty()) {
            return new Sent.Deaf();
        }
        Sent sent = send(device, order, told.get());
        boolean stale = told.get().first
                && sent instanceof Sent.Answered(DeviceCommand.Outcome outcome)
                && outcome.result().equals(DeviceCommand.Outcome.REFUSED);
        if (!stale) {
            return sent;
        }
        // Nothing was changed, and the device tells another challenge with its refusal.
        Optional<Told> next = challenge(device, LIFE);
        return next.isEmpty() ? sent : send(device, order, next.get());
    }

    /**
     * What a device is asked for.
     *
     * @param lane absent = all of it
     */
    public record Order(String action, Optional<LaneId> lane, Optional<String> text) {}

    /** A challenge is used once. */
    private synchronized Optional<Told> challenge(DeviceId device, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!challenges.containsKey(device)) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMs <= 0) {
                return Optional.empty();
            }
            wait(leftMs);
        }
        return Optional.ofNullable(challenges.remove(device));
    }

    private Sent send(DeviceId device, Order order, Told told) throws InterruptedException {
        long ageMs = Duration.ofNanos(nanos.getAsLong() - told.sinceNanos).toMillis();
        DeviceCommand command = new DeviceCommand(
                "c-" + Long.toHexString(random.nextLong()),
                device.value(),
                told.challenge,
                Math.toIntExact(Math.min(ageMs + LIFE.toMillis(), DeviceCommand.LONGEST_LIFE_MS)),
                order.action,
                order.lane.map(LaneId::value),
                order.text);
        Asked open = new Asked(device, new CompletableFuture<>());
        asked.put(command.command(), open);
        try {
            byte[] signed = Json.bytes(SignedCommand.sign(Json.bytes(command), hubKey));
            bus.publish(topics.commands(device), signed, LIFE);
            return new Sent.Answered(open.outcome.get(LIFE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException unanswered) {
            return new Sent.Silent();
        } finally {
            asked.remove(command.command());
        }
    }
}
