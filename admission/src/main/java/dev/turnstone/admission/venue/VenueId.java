package dev.turnstone.admission.venue;

/** One house with doors. Its name is a level of every topic. */
public record VenueId(String value) implements Comparable<VenueId> {
    public VenueId {
        Name.label("venue", value);
    }

    @Override
    public int compareTo(VenueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
