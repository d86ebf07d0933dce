package dev.turnstone.admission.venue;

/** A named entrance, as a guest would be told to look for it. */
public record GateId(String value) implements Comparable<GateId> {
    public GateId {
        Name.label("gate", value);
    }

    @Override
    public int compareTo(GateId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
