package dev.turnstone.turnstile.command;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.SignedCommand;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tells a command of the hub from one that was made up, recorded or held up. There is one challenge at a time; it is
 * used once, and it is young by this machine's monotonic clock. So a broker that lies can only be silent.
 */
public final class CommandDesk {
    /** Told at least every half a minute, a challenge is never older than a whole one. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final int BYTES = 16;

    private final DeviceId device;
    private final PublicKey hubKey;
    private final RandomGenerator random;
    private String latest = "";
    private long madeNanos;

    public CommandDesk(DeviceId device, PublicKey hubKey, RandomGenerator random) {
        this.device = device;
        this.hubKey = hubKey;
        this.random = random;
    }

    /** What the next command must sign, for the state that is about to be told. */
    synchronized String challenge(long nowNanos) {
        if (latest.isEmpty() || nowNanos - madeNanos >= FRESH.toNanos()) {
            makeAnother(nowNanos);
        }
        return latest;
    }

    synchronized Verdict take(SignedCommand signed, long nowNanos) {
        Optional<byte[]> payload = signed.verified(hubKey);
        if (payload.isEmpty()) {
            return new Verdict.Unsound(Optional.empty(), "the hub has not signed it");
        }
        DeviceCommand command;
        try {
            command = Json.read(payload.get(), DeviceCommand.class);
        } catch (JsonFault e) {
            return new Verdict.Unsound(Optional.empty(), "signed, and yet not understood: " + e.getMessage());
        }
        if (!command.device().equals(device.value())) {
            // Not ours to answer: whom it names will.
            return new Verdict.Unsound(Optional.empty(), "it is for " + command.device());
        }
        if (!command.challenge().equals(latest)) {
            return new Verdict.Unsound(Optional.of(command), "it signs a challenge that is used up or gone");
        }
        if (nowNanos - madeNanos >= Duration.ofMillis(command.lifeMs()).toNanos()) {
            return new Verdict.Unsound(Optional.of(command), "it came too late");
        }
        makeAnother(nowNanos);
        return new Verdict.Sound(command);
    }

    private void makeAnother(long nowNanos) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        latest = HexFormat.of().formatHex(fresh);
        madeNanos = nowNanos;
    }

    /** Whether a command is to be obeyed. */
    sealed interface Verdict {
        record Sound(DeviceCommand command) implements Verdict {}

        /** @param answerable the hub's own, which therefore gets an answer */
        record Unsound(Optional<DeviceCommand> answerable, String why) implements Verdict {}
    }
}
