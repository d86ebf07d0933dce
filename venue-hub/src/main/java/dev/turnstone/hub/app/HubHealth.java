package dev.turnstone.hub.app;

import dev.turnstone.hub.broker.DeviceBus;
import dev.turnstone.hub.claim.Sequencer;
import dev.turnstone.hub.cloud.CloudLink;
import dev.turnstone.hub.cloud.LedgerUpload;
import dev.turnstone.hub.dashboard.Figures;
import dev.turnstone.hub.dashboard.Links;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.device.DeviceRegistry.Device;
import dev.turnstone.hub.device.DeviceRegistry.Presence;
import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import java.util.List;
import java.util.Optional;

/** How the hub's parts are. Only the ledger can keep it from being ready: without it nothing may be granted. */
final class HubHealth {
    private final Sequencer sequencer;
    private final DeviceBus bus;
    private final Optional<CloudLink> cloud;
    private final Optional<LedgerUpload> upload;
    private final DeviceRegistry devices;
    private final Figures figures;

    HubHealth(
            Sequencer sequencer,
            DeviceBus bus,
            Optional<CloudLink> cloud,
            Optional<LedgerUpload> upload,
            DeviceRegistry devices,
            Figures figures) {
        this.sequencer = sequencer;
        this.bus = bus;
        this.cloud = cloud;
        this.upload = upload;
        this.devices = devices;
        this.figures = figures;
    }

    void report(Health health) {
        health.part("ledger", this::ledger);
        health.vital("sequencer", () -> sequencer.failing().map(Status::down).orElseGet(Status::up));
        health.part("broker", this::broker);
        health.part("cloud", this::cloud);
        upload.ifPresent(told -> health.part("ledger-upload", () -> upload(told)));
        health.part("devices", this::devices);
    }

    Links links() {
        return new Links(
                cloud.map(CloudLink::standing).map(each -> new Links.Link(each.reached(), each.since())),
                new Links.Link(bus.link().connected(), bus.link().since()),
                sequencer.works());
    }

    private Status ledger() {
        return sequencer.works()
                ? Status.up(figures.rows() + " presentations")
                : Status.down("it cannot be written: every claim is referred to staff. Look at the disk.");
    }

    private Status broker() {
        DeviceBus.Link link = bus.link();
        return link.connected()
                ? Status.up()
                : Status.degraded(
                        "not reached since " + link.since() + "; gates keep their records and claim over HTTPS");
    }

    private Status cloud() {
        return cloud.map(CloudLink::standing)
                .map(each -> each.reached()
                        ? Status.up()
                        : Status.degraded("away since " + each.since() + " (" + each.detail() + ")"))
                .orElseGet(() -> Status.up("not set up"));
    }

    private static Status upload(LedgerUpload upload) {
        long waiting = upload.waiting();
        long notTaken = upload.notTaken();
        String said = waiting == 0 ? "the cloud knows all of it" : waiting + " changes on their way to the cloud";
        return notTaken == 0
                ? Status.up(said)
                : Status.degraded(said + "; " + notTaken + " lines it would not have, put aside: see the log");
    }

    private Status devices() {
        List<Device> known = devices.devices();
        List<String> away = known.stream()
                .filter(device -> device.presence() != Presence.ONLINE)
                .map(device -> device.id().value())
                .toList();
        return away.isEmpty()
                ? Status.up(known.size() + " connected")
                : Status.degraded("without connection: " + String.join(", ", away));
    }
}
