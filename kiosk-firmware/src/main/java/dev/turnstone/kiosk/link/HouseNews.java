package dev.turnstone.kiosk.link;

import dev.turnstone.admission.wire.SignedRosterChanges;
import dev.turnstone.admission.wire.SignedSetting;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.json.Json;
import dev.turnstone.turnstile.link.HubEvents;
import java.util.List;

/** What the hub tells every gate: keys and sheets, how passes stand, and whom the others let in. */
public record HouseNews(Topics topicNames, Settings settings, UsageFeed usage, RosterFeed roster)
        implements HubEvents.Listener {
    @Override
    public List<String> topics() {
        return List.of(topicNames.keys(), topicNames.everySheet(), topicNames.usage(), topicNames.everyRosterChange());
    }

    @Override
    public void hear(String topic, String payload) {
        if (topic.equals(topicNames.usage())) {
            usage.offer(Json.read(payload, UsageBatch.class));
        } else if (topicNames.isRosterChange(topic)) {
            roster.offer(Json.read(payload, SignedRosterChanges.class));
        } else {
            settings.offer(Json.read(payload, SignedSetting.class));
        }
    }

    @Override
    public void connected() {
        usage.fetch();
        roster.fetch();
    }
}
