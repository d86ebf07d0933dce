package dev.turnstone.admission.wire;

import java.util.List;

/**
 * {@code GET /v1/settings} at the hub: every setting in force, so that a gate can begin before its broker is up.
 *
 * @param fresh whether the cloud has confirmed just now that nothing is newer; a hub that does not hear the cloud
 *     cannot vouch for that, however well it is itself
 */
public record SettingsPage(List<SignedSetting> settings, boolean fresh) {
    /** A key set and a sheet for every event that a venue has had. */
    public static final int MOST_SETTINGS = 10_000;

    public SettingsPage {
        settings = Check.atMost("settings", settings, MOST_SETTINGS);
    }
}
