package dev.turnstone.admission.venue;

/** A part of the venue that is counted on its own. (A zone; java.time took that word first.) */
public record AreaId(String value) implements Comparable<AreaId> {
    public AreaId {
        Name.label("area", value);
    }

    @Override
    public int compareTo(AreaId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
