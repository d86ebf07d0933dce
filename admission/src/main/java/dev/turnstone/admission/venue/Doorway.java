package dev.turnstone.admission.venue;

/** Where a pass is presented: which lane of which gate, which way, and the device that watches it. */
public record Doorway(DeviceId device, GateId gate, LaneId lane, Direction direction) {

    public boolean leadsIn() {
        return direction == Direction.IN;
    }
}
