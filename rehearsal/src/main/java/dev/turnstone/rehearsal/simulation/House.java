package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.decision.Recognised;
import dev.turnstone.admission.decision.Recognition;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.ledger.PassKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.OfflinePolicy;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.hub.roster.Entitlements;
import dev.turnstone.hub.roster.RosterEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What was sold for this night, and on which terms: of each tier another policy for when a gate is cut off. */
final class House implements Entitlements {
    static final EventId EVENT = new EventId("night");
    static final int OPEN = 0;
    static final int HOME = 1;
    static final int STAFF = 2;

    private final KeySet keys;
    private final Sheet sheet;
    private final List<SimulatedPass> passes = new ArrayList<>();
    private final Map<PassKey, RosterEntry> roster = new HashMap<>();
    private final Map<String, Recognised> recognised = new HashMap<>();

    House(SplittableRandom random, int howMany, List<DeviceId> devices) {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        PassSigner signer = PassSigner.fromSeed(seed);
        Instant opens = Timeline.DOORS.minus(Duration.ofDays(10));
        Instant closes = Timeline.DOORS.plus(Duration.ofDays(10));
        this.keys = new KeySet(1, List.of(new EventKey(EVENT, signer.publicKey(), opens, closes)));
        this.sheet = Sheet.of(
                EVENT,
                1,
                "Night",
                "Venue",
                ZoneOffset.UTC,
                opens,
                closes,
                List.of(
                        Tier.of(OPEN, "General admission"),
                        Tier.of(HOME, "Table").atHomeAmong(devices.toArray(DeviceId[]::new)),
                        Tier.of(STAFF, "Artist").offline(OfflinePolicy.STAFF)));
        for (int at = 0; at < howMany; at++) {
            sell(signer, random, "pass " + at);
        }
    }

    private void sell(PassSigner signer, SplittableRandom random, String name) {
        int admits = random.nextInt(3) == 0 ? random.nextInt(2, 5) : 1;
        int tier = random.nextInt(4) < 2 ? OPEN : random.nextInt(HOME, STAFF + 1);
        Pass pass = signer.sign(PassBody.ofStatic(signer.keyId(), new PassNumber(random.nextLong()), tier, 1, admits));
        Shown shown = new Shown(EVENT, pass.number(), tier, 1, admits, Proof.of(pass.signature()));
        passes.add(new SimulatedPass(name, PassCodec.encode(pass), shown));
        roster.put(PassKey.of(shown), new RosterEntry(tier, 1, admits, new Standing.Valid(), shown.proof()));
    }

    List<SimulatedPass> passes() {
        return passes;
    }

    Sheet sheet() {
        return sheet;
    }

    /** The hub checks a signature before a claim's turn comes; here once a night, since it is always the same. */
    Recognised recognise(String text) {
        return recognised.computeIfAbsent(text, each -> Recognition.recognise(each, keys, Freshness.FRESH));
    }

    @Override
    public KeySet keys() {
        return keys;
    }

    @Override
    public Freshness keysFreshness(Instant now) {
        return Freshness.FRESH;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return Optional.of(sheet).filter(known -> known.event().equals(event));
    }

    @Override
    public Collection<Sheet> sheets() {
        return List.of(sheet);
    }

    @Override
    public Optional<RosterEntry> pass(PassKey key) {
        return Optional.ofNullable(roster.get(key));
    }
}
