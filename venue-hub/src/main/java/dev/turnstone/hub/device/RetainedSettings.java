package dev.turnstone.hub.device;

import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.roster.Roster.SettingInForce;
import dev.turnstone.platform.json.Json;
import java.util.function.Consumer;

/** Puts every setting in force on the broker, unchanged as the cloud signed it: devices verify it again. */
public final class RetainedSettings implements Consumer<SettingInForce> {
    private final Topics topics;
    private final DeviceBus bus;

    public RetainedSettings(Topics topics, DeviceBus bus) {
        this.topics = topics;
        this.bus = bus;
    }

    @Override
    public void accept(SettingInForce setting) {
        bus.retain(setting.event().map(topics::sheet).orElseGet(topics::keys), Json.bytes(setting.signed()));
    }
}
