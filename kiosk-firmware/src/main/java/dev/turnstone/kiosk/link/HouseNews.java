package dev.turnstone.kiosk.link;

import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.link.HubEvents;
import java.util.List;

/** What the hub tells every gate: keys and sheets, and whom the others let in. */
public record HouseNews(Topics topicNames, Settings settings, UsageFeed usage) implements HubEvents.Listener {
    @Override
    public List<String> topics() {
        return List.of(topicNames.keys(), topicNames.everySheet(), topicNames.usage());
    }

    @Override
    public void hear(String topic, String payload) {
        if (topic.equals(topicNames.usage())) {
            usage.offer(Json.read(payload, UsageBatch.class));
        } else {
            settings.offer(Json.read(payload, SignedSetting.class));
        }
    }

    @Override
    public void connected() {
        usage.fetch();
    }
}
