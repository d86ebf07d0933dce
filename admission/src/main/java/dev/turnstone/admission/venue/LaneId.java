package dev.turnstone.admission.venue;

/** One channel of a gate: one barrier, one guest at a time. */
public record LaneId(String value) implements Comparable<LaneId> {
    public LaneId {
        Name.label("lane", value);
    }

    @Override
    public int compareTo(LaneId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
