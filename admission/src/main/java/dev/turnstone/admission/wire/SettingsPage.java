package dev.turnstone.admission.wire;

import java.util.List;

/** {@code GET /v1/settings} at the hub: every setting in force, so that a gate can begin before its broker is up. */
public record SettingsPage(List<SignedSetting> settings) {}
