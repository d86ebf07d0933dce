package dev.turnstone.kiosk.app;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A hub that says what the test wants it to say. */
final class HubStandIn implements AutoCloseable {
    static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);

    /** The hub's own. */
    static final SigningKey KEY = SigningKey.fromSeed(
            "the hub signs its words with this".substring(0, 32).getBytes(StandardCharsets.US_ASCII));

    private final HttpShell shell;
    private volatile Decision next = new Admit(1, 1);
    private final AtomicInteger claims = new AtomicInteger();

    HubStandIn(Passes passes) {
        SettingsPage settings = new SettingsPage(
                List.of(
                        SignedSetting.sign(1, Json.bytes(KeysPayload.of(passes.keys())), CLOUD),
                        SignedSetting.sign(1, Json.bytes(SheetPayload.of(passes.sheet())), CLOUD)),
                true);
        shell = HttpShell.named("hub")
                .routes(rules -> rules.get("/v1/settings", (req, res) -> Reply.json(res, settings))
                        .get("/health/live", (req, res) -> Reply.noContent(res))
                        .post("/v1/claims", (req, res) -> {
                            claims.incrementAndGet();
                            Reply.json(res, ClaimAnswer.of(next));
                        }))
                .start();
    }

    URI uri() {
        return shell.uri();
    }

    void nextAnswers(Decision decision) {
        next = decision;
    }

    int claims() {
        return claims.get();
    }

    @Override
    public void close() {
        shell.close();
    }
}
