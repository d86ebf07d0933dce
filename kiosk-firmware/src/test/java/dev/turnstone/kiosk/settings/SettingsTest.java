package dev.turnstone.kiosk.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.kiosk.admit.Passes;
import dev.turnstone.kiosk.settings.Settings.Taken;
import dev.turnstone.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final SigningKey CLOUD = SigningKey.fromSeed(new byte[32]);

    private final Passes passes = new Passes();
    private final List<Collection<SignedSetting>> kept = new ArrayList<>();
    private final Settings settings = new Settings(CLOUD.publicKey(), kept::add);

    @Test
    void aSignedSheetIsInForce() {
        assertEquals(Taken.TAKEN, settings.offer(sheet(1)));

        assertEquals(
                "Maguey · Saturday", settings.sheet(Passes.EVENT).orElseThrow().name());
    }

    @Test
    void whatTheSettingsKeyDidNotSignIsRefused() {
        SigningKey stranger = SigningKey.fromSeed(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });

        assertEquals(Taken.FORGED, settings.offer(SignedSetting.sign(9, payload(9), stranger)));
        assertTrue(settings.sheets().isEmpty() && kept.isEmpty());
    }

    @Test
    void aLowerNumberIsRefusedHoweverHighItsEnvelopeIsNumbered() {
        settings.offer(sheet(5));

        assertEquals(Taken.OLDER, settings.offer(SignedSetting.sign(99, payload(4), CLOUD)));
        assertEquals(Taken.SAME, settings.offer(sheet(5)));
        assertEquals(5, settings.sheet(Passes.EVENT).orElseThrow().number());
    }

    @Test
    void aSignedSettingThatThisVersionDoesNotUnderstandChangesNothing() {
        byte[] foreign = "{\"kind\":\"weather\",\"number\":3}".getBytes(StandardCharsets.UTF_8);
        byte[] broken = "{\"kind\":\"sheet\",\"number\":3}".getBytes(StandardCharsets.UTF_8);

        assertEquals(Taken.UNREADABLE, settings.offer(SignedSetting.sign(3, foreign, CLOUD)));
        assertEquals(Taken.UNREADABLE, settings.offer(SignedSetting.sign(3, broken, CLOUD)));
    }

    @Test
    void keysAreFreshOnlyWhileTheHubVouchesForThem() {
        assertEquals(Freshness.MAY_BE_STALE, settings.freshness(0));
        settings.confirm(1_000);
        assertEquals(Freshness.MAY_BE_STALE, settings.freshness(1_000), "nothing to vouch for yet");
        settings.offer(keys());

        assertEquals(Freshness.FRESH, settings.freshness(1_000 + Settings.FRESH_FOR.toNanos()));
        assertEquals(Freshness.MAY_BE_STALE, settings.freshness(1_001 + Settings.FRESH_FOR.toNanos()));
    }

    private SignedSetting sheet(long number) {
        return SignedSetting.sign(number, payload(number), CLOUD);
    }

    private SignedSetting keys() {
        return SignedSetting.sign(1, Json.bytes(KeysPayload.of(passes.keys())), CLOUD);
    }

    private byte[] payload(long number) {
        Sheet sheet = passes.sheet();
        return Json.bytes(SheetPayload.of(Sheet.of(
                sheet.event(),
                number,
                sheet.name(),
                sheet.venue(),
                sheet.zone(),
                sheet.opens(),
                sheet.closes(),
                sheet.tiers())));
    }
}
