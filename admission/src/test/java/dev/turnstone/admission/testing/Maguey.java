package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** One Saturday night at the Maguey, which most tests happen in: doors from six to three, two gates. */
public final class Maguey {
    public static final EventId EVENT = new EventId("maguey-saturday");
    public static final ZoneId ZONE = ZoneId.of("America/Mexico_City");
    public static final Instant OPENS = Instant.parse("2026-11-22T00:00:00Z");
    public static final Instant CLOSES = Instant.parse("2026-11-22T09:00:00Z");
    /** When most things happen. */
    public static final Instant NINE = Instant.parse("2026-11-22T03:00:00Z");

    public static final Doorway GATE_A = doorway("gate-a", "A", "a-1", Direction.IN);
    public static final Doorway GATE_B = doorway("gate-b", "B", "b-1", Direction.IN);
    public static final Doorway WAY_OUT = doorway("gate-b", "B", "b-2", Direction.OUT);

    public static final PassSigner SIGNER = PassSigner.fromSeed(seed(1));
    public static final EventKey KEY =
            new EventKey(EVENT, SIGNER.publicKey(), Instant.parse("2026-11-01T00:00:00Z"), CLOSES.plusSeconds(3600));
    public static final KeySet KEYS = new KeySet(1, List.of(KEY));
    public static final LiveSchedule LIVE = LiveSchedule.usual(OPENS.minusSeconds(600));

    private Maguey() {}

    public static Sheet sheet(Tier... tiers) {
        List<Tier> all = tiers.length == 0 ? List.of(Tier.of(0, "General admission")) : List.of(tiers);
        return Sheet.of(EVENT, 1, "Maguey, Saturday", "Maguey", ZONE, OPENS, CLOSES, all)
                .live(LIVE);
    }

    public static Genuine genuine(Pass pass) {
        return new Genuine(pass, KEY);
    }

    /** A seed for a key of which nothing matters but that it is another one. */
    public static byte[] seed(int which) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) which);
        return seed;
    }

    private static Doorway doorway(String device, String gate, String lane, Direction direction) {
        return new Doorway(new DeviceId(device), new GateId(gate), new LaneId(lane), direction);
    }
}
