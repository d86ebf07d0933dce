package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** An event of one night, and passes for it. */
public final class Passes {
    public static final EventId EVENT = new EventId("maguey-saturday");
    public static final Instant DOORS = Instant.parse("2026-11-21T03:00:00Z");
    public static final Instant CLOSES = DOORS.plus(Duration.ofHours(8));
    public static final Instant TONIGHT = DOORS.plus(Duration.ofHours(1));
    public static final ZoneId ZONE = ZoneId.of("America/Mexico_City");

    private static final int LIVE_TIER = 1;

    private final PassSigner signer;
    private final LiveSchedule schedule = LiveSchedule.usual(DOORS.minus(Duration.ofHours(1)));

    public Passes() {
        this(7);
    }

    /** Another seed is another issuer, whom nobody knows. */
    public Passes(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        this.signer = PassSigner.fromSeed(bytes);
    }

    public KeySet keys() {
        return new KeySet(
                1, List.of(new EventKey(EVENT, signer.publicKey(), DOORS.minus(Duration.ofDays(30)), CLOSES)));
    }

    public Sheet sheet(Tier... tiers) {
        List<Tier> all = tiers.length > 0
                ? List.of(tiers)
                : List.of(
                        Tier.of(0, "General admission"),
                        Tier.of(LIVE_TIER, "Members").requiringLive());
        return Sheet.of(EVENT, 1, "Maguey · Saturday", "Maguey", ZONE, DOORS, CLOSES, all)
                .live(schedule);
    }

    /** The text of a code for one person. */
    public String pass(long number) {
        return party(number, 1);
    }

    public String party(long number, int admits) {
        return version(number, 0, admits);
    }

    public String version(long number, int version, int admits) {
        return PassCodec.encode(
                signer.sign(PassBody.ofStatic(signer.publicKey().id(), new PassNumber(number), 0, version, admits)));
    }

    /** What a member's phone shows at this instant. */
    public String live(long number, Instant shownAt) {
        LiveChain chain = new LiveChain(new PassNumber(number), 0, new Link(number, 42), schedule.steps());
        PassBody body =
                PassBody.ofLive(signer.publicKey().id(), new PassNumber(number), LIVE_TIER, 0, 1, chain.anchor());
        return PassCodec.encode(signer.sign(body).withCode(chain.codeAt((int) schedule.stepAt(shownAt))));
    }
}
