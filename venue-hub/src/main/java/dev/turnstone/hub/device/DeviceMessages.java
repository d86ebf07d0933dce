package dev.turnstone.hub.device;

import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.wire.DeviceCommand;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.JournalBatch;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.admission.wire.Topics;
import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.claim.Sequencer;
import dev.turnstone.hub.command.Commands;
import dev.turnstone.hub.ledger.JournalMerge;
import dev.turnstone.platform.json.Json;
import dev.turnstone.platform.json.JsonFault;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What devices send over the broker. The topic says who speaks, as the broker has checked; the payload is not believed about that. */
public final class DeviceMessages implements DeviceBus.Receiver {
    private static final Logger log = LoggerFactory.getLogger(DeviceMessages.class);

    private final Topics topics;
    private final DeviceRegistry registry;
    private final Sequencer sequencer;
    private final DeviceBus bus;
    private Optional<Commands> commands = Optional.empty();

    public DeviceMessages(Topics topics, DeviceRegistry registry, Sequencer sequencer, DeviceBus bus) {
        this.topics = topics;
        this.registry = registry;
        this.sequencer = sequencer;
        this.bus = bus;
    }

    /** Tells them what devices say of commands. Before anything is received. */
    public DeviceMessages telling(Commands told) {
        commands = Optional.of(told);
        return this;
    }

    public List<String> filters() {
        return List.of(topics.everyJournal(), topics.everyState(), topics.everyOutcome());
    }

    @Override
    public void received(String topic, byte[] payload) {
        Optional<DeviceId> device = topics.deviceOf(topic);
        if (device.isEmpty()) {
            log.warn("a message on {}, which is no device's topic", topic);
            return;
        }
        try {
            if (payload.length > most(topic, device.get())) {
                log.warn("a message on {} has {} bytes and is not read", topic, payload.length);
            } else if (topic.equals(topics.journal(device.get()))) {
                journal(device.get(), Json.read(payload, JournalBatch.class));
            } else if (topic.equals(topics.state(device.get())) && payload.length > 0) {
                stated(device.get(), Json.read(payload, DeviceState.class));
            } else if (topic.equals(topics.outcomes(device.get()))) {
                DeviceCommand.Outcome outcome = Json.read(payload, DeviceCommand.Outcome.class);
                commands.ifPresent(told -> told.answered(device.get(), outcome));
            }
        } catch (JsonFault | IllegalArgumentException e) {
            log.warn("a message on {} cannot be read: {}", topic, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stated(DeviceId device, DeviceState state) {
        registry.stated(device, state);
        commands.ifPresent(told -> told.stated(device, state));
    }

    private int most(String topic, DeviceId device) {
        if (topic.equals(topics.outcomes(device))) {
            return Limits.SMALL_MESSAGE;
        }
        return topic.equals(topics.state(device)) ? Limits.STATE_MESSAGE : Limits.LARGE_MESSAGE;
    }

    private void journal(DeviceId device, JournalBatch batch) throws InterruptedException {
        registry.seen(device);
        sequencer.read(
                new JournalMerge.Batch(device, batch.journalId(), batch.from(), batch.bytes()),
                position -> bus.publish(topics.ack(device), Json.bytes(new JournalAck(batch.journal(), position))));
    }
}
