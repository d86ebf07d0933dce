package dev.turnstone.hub.testing;

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
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.FeedEntry;
import dev.turnstone.admission.wire.FeedPage;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.PassChange;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The cloud's side: it signs settings and passes, and tells them in a feed. */
public final class TestCloud {
    public static final EventId EVENT = new EventId("maguey-saturday");

    private final Random random;
    private final SigningKey settingsKey;
    private final SigningKey eventKey;
    private final Instant now;
    private final List<FeedEntry<JsonNode>> feed = new ArrayList<>();

    public TestCloud(long seed, Instant now) {
        this.random = new Random(seed);
        this.settingsKey = SigningKey.fromSeed(bytes(32));
        this.eventKey = SigningKey.fromSeed(bytes(32));
        this.now = now.truncatedTo(ChronoUnit.MINUTES);
    }

    public PublicKey settingsKey() {
        return settingsKey.publicKey();
    }

    /** An event that is open now, and its issuing key. */
    public TestCloud withEvent(int capacity) {
        keys(1);
        sheet(1, capacity);
        return this;
    }

    public void keys(long number) {
        KeySet keys = new KeySet(
                number,
                List.of(new EventKey(
                        EVENT, eventKey.publicKey(), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)))));
        append(FeedEntry.KEYS, SignedSetting.sign(number, Json.bytes(KeysPayload.of(keys)), settingsKey));
    }

    public void sheet(long number, int capacity, Area... areas) {
        Sheet sheet = Sheet.of(
                        EVENT,
                        number,
                        "Maguey · Saturday",
                        "Maguey",
                        ZoneId.of("America/Mexico_City"),
                        now.minus(Duration.ofHours(2)),
                        now.plus(Duration.ofHours(6)),
                        List.of(Tier.of(0, "General admission"), Tier.of(1, "Table")))
                .capacity(capacity)
                .areas(List.of(areas));
        append(FeedEntry.SHEET, SignedSetting.sign(number, Json.bytes(SheetPayload.of(sheet)), settingsKey));
    }

    public void append(String kind, Object body) {
        feed.add(new FeedEntry<>(feed.size() + 1L, kind, Json.mapper().valueToTree(body)));
    }

    /** A ticket that was sold: its pass, with an entry in the feed. */
    public Pass sell(int tier, int admits) {
        Pass pass = sign(tier, admits);
        append(FeedEntry.PASS, change(pass, PassChange.VALID));
        return pass;
    }

    public Pass sell() {
        return sell(0, 1);
    }

    /** A genuine pass that the feed says nothing about. */
    public Pass sign(int tier, int admits) {
        return new PassSigner(eventKey)
                .sign(PassBody.ofStatic(eventKey.publicKey().id(), new PassNumber(random.nextLong()), tier, 1, admits));
    }

    public void revoke(Pass pass) {
        append(FeedEntry.PASS, change(pass, PassChange.REVOKED));
    }

    private static PassChange change(Pass pass, String state) {
        PassBody body = pass.body();
        return PassChange.of(
                EVENT, body.number(), body.tier(), body.version(), body.admits(), state, Proof.of(pass.signature()));
    }

    public static String text(Pass pass) {
        return PassCodec.encode(pass);
    }

    public FeedPage<JsonNode> page(long after) {
        return page("life-1", after);
    }

    /** At most so much of it. */
    public FeedPage<JsonNode> page(long after, int most) {
        return new FeedPage<>(
                "life-1", feed.subList((int) after, Math.min(feed.size(), (int) after + most)), feed.size());
    }

    public FeedPage<JsonNode> page(String incarnation, long after) {
        return new FeedPage<>(
                incarnation,
                feed.stream().filter(entry -> entry.position() > after).toList(),
                feed.size());
    }

    private byte[] bytes(int count) {
        byte[] drawn = new byte[count];
        random.nextBytes(drawn);
        return drawn;
    }
}
