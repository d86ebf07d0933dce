package dev.turnstone.rehearsal.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.admission.record.Proof;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One event that is open for two days around now: its settings, signed, and as many passes as are wanted. It is all that
 * hub and gate would have had from a cloud, and follows from a seed.
 */
public final class StagedEvent {
    public static final EventId EVENT = new EventId("maguey-saturday");

    private static final String FEED = "staged";
    private static final Duration BEFORE_AND_AFTER = Duration.ofDays(1);

    private final SigningKey settingsKey;
    private final SigningKey eventKey;
    private final PassSigner signer;
    private final long seed;
    private final Instant now;
    private final int admits;

    /** @param admits how many people each pass lets in, together or apart */
    public StagedEvent(long seed, Instant now, int admits) {
        SplittableRandom random = new SplittableRandom(seed);
        this.settingsKey = key(random);
        this.eventKey = key(random);
        this.signer = new PassSigner(eventKey);
        this.seed = seed;
        this.now = now;
        this.admits = admits;
    }

    private static SigningKey key(SplittableRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return SigningKey.fromSeed(secret);
    }

    public PublicKey settingsKey() {
        return settingsKey.publicKey();
    }

    /** The n-th pass. */
    public Pass pass(int index) {
        return signer.sign(PassBody.ofStatic(signer.keyId(), number(index), 0, 1, admits));
    }

    /** What the n-th pass's code says. */
    public String text(int index) {
        return PassCodec.encode(pass(index));
    }

    private PassNumber number(int index) {
        return new PassNumber(new SplittableRandom(seed + index).nextLong());
    }

    /** Keys and sheet, as the cloud would have signed them. */
    public List<SignedSetting> settings() {
        Instant opens = now.minus(BEFORE_AND_AFTER);
        Instant closes = now.plus(BEFORE_AND_AFTER);
        KeySet keys = new KeySet(1, List.of(new EventKey(EVENT, eventKey.publicKey(), opens, closes)));
        Sheet sheet = Sheet.of(
                EVENT, 1, "Maguey · Saturday", "Maguey", ZoneOffset.UTC, opens, closes, List.of(Tier.of(0, "General")));
        return List.of(
                SignedSetting.sign(1, Json.bytes(KeysPayload.of(keys)), settingsKey),
                SignedSetting.sign(1, Json.bytes(SheetPayload.of(sheet)), settingsKey));
    }

    /**
     * Fills a hub's roster as its link to the cloud would, before it starts.
     *
     * @param shown so many passes from the first on can be shown
     * @param all so many there are; those beyond the shown ones are only there to be looked up among
     */
    public void enter(Path hubData, int shown, int all) {
        List<FeedEntry<JsonNode>> entries = new ArrayList<>(FeedPage.MOST_ENTRIES);
        List<SignedSetting> settings = settings();
        long position = 0;
        long head = settings.size() + (long) all;
        try (Roster roster = Roster.open(hubData.resolve("roster.db"), settingsKey())) {
            entries.add(entry(++position, FeedEntry.KEYS, settings.getFirst()));
            entries.add(entry(++position, FeedEntry.SHEET, settings.getLast()));
            for (int index = 0; index < all; index++) {
                entries.add(entry(++position, FeedEntry.PASS, change(index, index < shown)));
                if (entries.size() == FeedPage.MOST_ENTRIES || position == head) {
                    roster.apply(new FeedPage<>(FEED, entries, head), now);
                    entries.clear();
                }
            }
            roster.apply(new FeedPage<>(FEED, entries, head), now);
        }
    }

    /** A pass that nobody will show needs no signature, and so only a proof of none. */
    private PassChange change(int index, boolean shown) {
        Proof proof = shown ? Proof.of(pass(index).signature()) : new Proof(seed, index);
        return PassChange.of(EVENT, number(index), 0, 1, admits, PassChange.VALID, proof);
    }

    private static FeedEntry<JsonNode> entry(long position, String kind, Object body) {
        return new FeedEntry<>(position, kind, Json.mapper().valueToTree(body));
    }
}
