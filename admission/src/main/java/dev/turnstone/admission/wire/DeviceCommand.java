package dev.turnstone.admission.wire;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Instant;
import java.util.Optional;

/**
 * The payload of {@code devices/{id}/commands}: what a person at the hub asks a device to do, once and soon.
 *
 * @param command names it, so that its outcome can be told
 * @param challenge the device's latest, from its state; a device makes another when it has used one
 * @param lifeMs how old the challenge may be when the command is read, on the device's monotonic clock
 * @param action what to do; a device that does not know the word answers {@link Outcome#REFUSED}
 * @param lane which lane; absent = the whole device
 * @param text what to show, or the word that the action needs
 */
public record DeviceCommand(
        String command,
        String device,
        String challenge,
        int lifeMs,
        String action,
        Optional<String> lane,
        Optional<String> text) {
    public static final int LONGEST_LIFE_MS = 600_000;

    public DeviceCommand {
        Check.token("command", command);
        new DeviceId(device);
        Check.hex("challenge", challenge, 16);
        Check.between("lifeMs", lifeMs, 1, LONGEST_LIFE_MS);
        Check.word("action", action);
        lane.ifPresent(LaneId::new);
        text.ifPresent(value -> Check.text("text", value, Limits.TEXT));
    }

    /** {@code devices/{id}/outcomes}: what became of a command. */
    public record Outcome(String command, String result, Optional<String> detail, Instant at) {
        /** It is so now. */
        public static final String DONE = "done";
        /** It was not signed, not for this device, too late, or not possible now; nothing was changed. */
        public static final String REFUSED = "refused";
        /** It was tried. */
        public static final String FAILED = "failed";

        public Outcome {
            Check.token("command", command);
            Check.oneOf("result", result, DONE, REFUSED, FAILED);
            detail.ifPresent(value -> Check.text("detail", value, Limits.TEXT));
            Check.instant("at", at);
        }
    }
}
