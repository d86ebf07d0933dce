package dev.turnstone.rehearsal.bench;

import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.Signature;
import dev.turnstone.admission.pass.Base45;
import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.EventId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Many passes of one night, and all that a gate knows of them. */
final class PassCrowd implements Knowledge {
    static final Instant NOW = Instant.parse("2026-11-22T05:59:00Z");
    private static final Instant OPENS = Instant.parse("2026-11-21T18:00:00Z");
    private static final Instant CLOSES = Instant.parse("2026-11-22T09:00:00Z");
    private static final EventId EVENT = new EventId("bench");
    /** So many are shown in turn; the others are there to be looked up among. */
    private static final int SHOWN = 4_000;

    private final PassSigner signer;
    private final List<Guest> guests = new ArrayList<>();
    private final Map<PassNumber, History> roster = new HashMap<>();
    private final KeySet keys;
    private final Sheet sheet;
    private final String liveText;

    /** One pass, in every form that is measured. */
    @SuppressWarnings("ArrayRecordComponent") // read in a measured loop, and never changed
    record Guest(String text, String forged, byte[] signed, Signature signature) {}

    private PassCrowd(PassSigner signer) {
        this.signer = signer;
        this.keys = new KeySet(1, List.of(new EventKey(EVENT, signer.publicKey(), OPENS, CLOSES)));
        this.sheet = Sheet.of(EVENT, 1, "Bench", "Anywhere", ZoneOffset.UTC, OPENS, CLOSES, List.of(Tier.of(0, "GA")))
                .live(LiveSchedule.usual(OPENS));
        this.liveText = live();
    }

    static PassCrowd of(int passes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        PassCrowd crowd = new PassCrowd(PassSigner.fromSeed(secret));
        for (int count = 0; count < passes; count++) {
            PassNumber number = new PassNumber(random.nextLong());
            crowd.roster.put(number, History.EMPTY.seenVersion(1));
            if (count < SHOWN) {
                crowd.guests.add(crowd.guest(number, random));
            }
        }
        return crowd;
    }

    Guest guest(int index) {
        return guests.get(index % guests.size());
    }

    PublicKey publicKey() {
        return signer.publicKey();
    }

    /** A live pass in its last step but a few, of which no code was seen before. */
    String liveText() {
        return liveText;
    }

    private Guest guest(PassNumber number, SplittableRandom random) {
        Pass pass = signer.sign(PassBody.ofStatic(signer.keyId(), number, 0, 1, 1));
        byte[] bytes = PassCodec.bytes(pass);
        byte[] forged = bytes.clone();
        forged[4 + random.nextInt(8)] ^= 1;
        return new Guest(Base45.encode(bytes), Base45.encode(forged), PassCodec.signed(pass.body()), pass.signature());
    }

    private String live() {
        PassNumber number = new PassNumber(1);
        LiveChain chain = new LiveChain(number, 1, new Link(1, 2), LiveSchedule.USUAL_STEPS);
        int step = (int) LiveSchedule.usual(OPENS).stepAt(NOW);
        return PassCodec.encode(signer.sign(PassBody.ofLive(signer.keyId(), number, 0, 1, 1, chain.anchor()))
                .withCode(chain.codeAt(step)));
    }

    @Override
    public KeySet keys() {
        return keys;
    }

    @Override
    public Freshness keysFreshness() {
        return Freshness.FRESH;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return Optional.of(sheet);
    }

    @Override
    public History history(EventId event, PassNumber number) {
        return roster.getOrDefault(number, History.EMPTY);
    }
}
