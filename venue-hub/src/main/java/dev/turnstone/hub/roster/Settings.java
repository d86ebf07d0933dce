package dev.turnstone.hub.roster;

import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.wire.KeysPayload;
import dev.turnstone.admission.wire.SettingHeader;
import dev.turnstone.admission.wire.SheetPayload;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.time.DateTimeException;

/** Reads signed settings. Only what the signed bytes say is believed, never the envelope. */
final class Settings {
    private Settings() {}

    /** One setting, opened. */
    sealed interface Opened {
        SignedSetting signed();

        long number();

        /** What it is about: a newer one of the same subject takes its place. */
        String subject();

        record Keys(SignedSetting signed, KeySet set) implements Opened {
            @Override
            public long number() {
                return set.number();
            }

            @Override
            public String subject() {
                return KeysPayload.KIND;
            }
        }

        record OfEvent(SignedSetting signed, Sheet sheet) implements Opened {
            @Override
            public long number() {
                return sheet.number();
            }

            @Override
            public String subject() {
                return SheetPayload.KIND + "/" + sheet.event();
            }
        }
    }

    /** @throws Poison where it is not signed with this key, or says nothing that this version understands */
    static Opened open(SignedSetting signed, PublicKey settingsKey) {
        byte[] payload =
                signed.verified(settingsKey).orElseThrow(() -> new Poison("is not signed by the cloud's settings key"));
        try {
            return switch (Json.read(payload, SettingHeader.class).kind()) {
                case KeysPayload.KIND ->
                    new Opened.Keys(
                            signed, Json.read(payload, KeysPayload.class).keySet());
                case SheetPayload.KIND ->
                    new Opened.OfEvent(
                            signed, Json.read(payload, SheetPayload.class).sheet());
                default -> throw new Poison("is of a kind that this version does not know");
            };
        } catch (JsonFault | IllegalArgumentException | DateTimeException e) {
            throw new Poison("cannot be read: " + e.getMessage());
        }
    }
}
