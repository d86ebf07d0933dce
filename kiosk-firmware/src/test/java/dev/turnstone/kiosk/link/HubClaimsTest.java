package dev.turnstone.kiosk.link;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Caller;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import io.helidon.webserver.http.HttpRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class HubClaimsTest implements HubClaims.Answers {
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);
    private static final PresentationId FIRST = new PresentationId(new JournalId(1, 2), 7);
    private static final Doorway DOORWAY =
            new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);

    private final Passes passes = new Passes();
    private final Settings settings = new Settings(CLOUD.publicKey(), kept -> {});
    private final Map<PresentationId, Decision> answers = new ConcurrentHashMap<>();
    private final List<PresentationId> unanswered = new CopyOnWriteArrayList<>();
    private final List<ClaimRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> requestIds = new CopyOnWriteArrayList<>();
    private final AtomicInteger pulses = new AtomicInteger();
    private volatile boolean hubIsFresh = true;

    @Test
    void aClaimIsAnsweredAndSettingsAreFetchedAtTheStart() throws Exception {
        try (HttpShell hub = hub();
                HubClaims claims = claims(hub.uri())) {
            claims.start();
            eventually("settings are confirmed", () -> settings.freshness(System.nanoTime()) == Freshness.FRESH);
            assertEquals(1, settings.keys().number());
            assertTrue(claims.alive(System.nanoTime()));

            claims.ask(FIRST, passes.pass(1), DOORWAY, Duration.ofSeconds(1));
            eventually("answered", () -> answers.containsKey(FIRST));

            assertEquals(new Admit(1, 1), answers.get(FIRST));
            assertEquals(FIRST, asked.getFirst().presentationId());
            assertEquals(passes.pass(1), asked.getFirst().pass());
            assertEquals(DOORWAY, asked.getFirst().doorway(DOORWAY.device()));
            assertEquals(FIRST.toString().replace(':', '-'), requestIds.getFirst());
        }
    }

    @Test
    void aClaimThatTheHubCannotTakeIsUnansweredNotRefused() throws Exception {
        try (HttpShell hub = HttpShell.named("hub")
                        .routes(rules -> rules.post("/v1/claims", (req, res) -> {
                            throw Problem.unavailable("too many", Duration.ofSeconds(1))
                                    .asException();
                        }))
                        .start();
                HubClaims claims = claims(hub.uri())) {
            claims.ask(FIRST, passes.pass(1), DOORWAY, Duration.ofSeconds(1));
            eventually("unanswered", () -> unanswered.contains(FIRST));
        }
    }

    /** A hub that started again under a guest's claim used to count as cut off, and the tier's policy admitted. */
    @Test
    void aHubThatIsBusyAtFirstIsAskedAgainUnderTheSameIdWithinTheTime() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        try (HttpShell hub = HttpShell.named("hub")
                        .routes(rules -> rules.post("/v1/claims", (req, res) -> {
                            asked.add(Body.json(req, ClaimRequest.class));
                            if (tries.incrementAndGet() < 3) {
                                throw Problem.unavailable("too many", Duration.ofSeconds(1))
                                        .asException();
                            }
                            Reply.json(res, ClaimAnswer.of(new Admit(1, 1)));
                        }))
                        .start();
                HubClaims claims = claims(hub.uri())) {
            claims.ask(FIRST, passes.pass(1), DOORWAY, Duration.ofSeconds(5));
            eventually("answered", () -> answers.containsKey(FIRST));
            assertEquals(new Admit(1, 1), answers.get(FIRST));
            assertEquals(
                    List.of(FIRST, FIRST, FIRST),
                    asked.stream().map(ClaimRequest::presentationId).toList());
        }
    }

    /** A copied card was turned down by the hub, took that for a cable pulled, and admitted by the open policy. */
    @Test
    void aHubThatLivesAndDoesNotTakeOurClaimsLeavesTheGuestToStaff() throws Exception {
        try (HttpShell hub = HttpShell.named("hub")
                        .routes(rules -> rules.post("/v1/claims", (req, res) -> {
                            throw Problem.forbidden("not your journal").asException();
                        }))
                        .start();
                HubClaims claims = claims(hub.uri())) {
            claims.ask(FIRST, passes.pass(1), DOORWAY, Duration.ofSeconds(1));
            eventually("answered", () -> answers.containsKey(FIRST));
            assertEquals(new Decision.Refer(Cause.IN_DOUBT), answers.get(FIRST));
        }
    }

    @Test
    void aHubThatIsGoneIsNotAliveAndClaimsAreUnansweredAtOnce() throws Exception {
        URI gone;
        try (HttpShell hub = hub()) {
            gone = hub.uri();
        }
        try (HubClaims claims = claims(gone)) {
            claims.start();
            claims.ask(FIRST, passes.pass(1), DOORWAY, Duration.ofSeconds(1));
            eventually("unanswered", () -> unanswered.contains(FIRST));
            assertFalse(claims.alive(System.nanoTime()));
            eventually("the trouble is named", () -> claims.trouble().isPresent());
        }
    }

    @Test
    void settingsOfAHubThatDoesNotVouchForThemAreTakenButMayBeStale() throws Exception {
        hubIsFresh = false;
        try (HttpShell hub = hub();
                HubClaims claims = claims(hub.uri())) {
            claims.start();
            eventually("the settings are taken and the pulse goes on", () -> pulses.get() > 0);
            assertEquals(1, settings.keys().number());
            assertEquals(Freshness.MAY_BE_STALE, settings.freshness(System.nanoTime()));
        }
    }

    private HttpShell hub() {
        return HttpShell.named("hub").routes(this::routing).start();
    }

    private void routing(HttpRules rules) {
        byte[] keys = Json.bytes(KeysPayload.of(passes.keys()));
        rules.get(
                        "/v1/settings",
                        (req, res) -> Reply.json(
                                res, new SettingsPage(List.of(SignedSetting.sign(1, keys, CLOUD)), hubIsFresh)))
                .get("/health/live", (req, res) -> {
                    pulses.incrementAndGet();
                    Reply.noContent(res);
                })
                .post("/v1/claims", (req, res) -> {
                    asked.add(Body.json(req, ClaimRequest.class));
                    requestIds.add(Caller.requestId(req));
                    Reply.json(res, ClaimAnswer.of(new Admit(1, 1)));
                });
    }

    private HubClaims claims(URI hub) throws Exception {
        return new HubClaims(hub, SSLContext.getDefault(), settings, this);
    }

    @Override
    public void answered(PresentationId presentation, Decision decision) {
        answers.put(presentation, decision);
    }

    @Override
    public void unanswered(PresentationId presentation) {
        unanswered.add(presentation);
    }
}
