package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.key.Domain;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Doorway;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a gate makes of its own decision while it cannot ask the hub. */
public final class OfflineRules {
    private OfflineRules() {}

    /**
     * @param alone what {@link AdmissionRules} say from what this gate knows. Where its share is spent they say
     *     FULL; but whether the house is, only the hub could tell.
     */
    public static Decision cutOff(Decision alone, PassBody pass, Tier tier, History history, Doorway doorway) {
        if (!doorway.leadsIn()) {
            return alone;
        }
        return switch (alone) {
            case Admit admit -> byPolicy(admit, pass.number(), tier, doorway.device());
            case Refuse refuse when refuse.reason() == Reason.FULL -> offlinePolicy(refuse);
            case Refuse refuse ->
                restsOnOthers(refuse, pass, history, doorway.device()) ? offlinePolicy(refuse) : refuse;
            case Refer refer -> refer;
        };
    }

    /** Where a home-device tier's pass may enter while the hub is away: the device with the highest hash. */
    public static Optional<DeviceId> home(PassNumber number, Tier tier) {
        return tier.devices().stream().max((one, other) -> {
            int byScore = Long.compareUnsigned(score(number, one), score(number, other));
            return byScore != 0 ? byScore : one.compareTo(other);
        });
    }

    private static Decision byPolicy(Admit admit, PassNumber number, Tier tier, DeviceId here) {
        return switch (tier.offline()) {
            case OPEN -> admit;
            case STAFF -> new Refer(Cause.OFFLINE_POLICY);
            case HOME_DEVICE -> {
                Optional<DeviceId> home = home(number, tier);
                yield home.filter(here::equals).isPresent()
                        ? admit
                        : new Refer(
                                Cause.OFFLINE_POLICY,
                                home.<Hint>map(Hint.Home::new).orElse(Hint.NONE));
            }
        };
    }

    /**
     * Another device's entry may have been given back without our having heard of it; so a refusal stands only where
     * our own entries, less every exit that we know of, use the pass up.
     */
    private static boolean restsOnOthers(Refuse refuse, PassBody pass, History history, DeviceId here) {
        long own = history.uses().stream()
                .filter(use -> use.isEntry() && use.device().equals(here))
                .count();
        long exits = history.uses().stream()
                .filter(use -> !use.isEntry() && use.state() == Use.State.PASSED)
                .count();
        return refuse.reason() == Reason.ALREADY_INSIDE && own - exits < pass.admits();
    }

    private static Decision offlinePolicy(Refuse refuse) {
        return new Refer(Cause.OFFLINE_POLICY, refuse.hint());
    }

    /** First 8 bytes of SHA-256("turnstone home v1" 0x00 ‖ pass number ‖ device id), unsigned. */
    private static long score(PassNumber number, DeviceId device) {
        byte[] hash = Domain.HOME.sha256(
                ByteBuffer.allocate(8).putLong(number.value()).array(),
                device.value().getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(hash).getLong();
    }
}
