package dev.turnstone.admission.venue;

/** One thing that guests come for, with its own sheet and its own issuing key. */
public record EventId(String value) implements Comparable<EventId> {
    public EventId {
        Name.label("event", value);
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
