package dev.turnstone.admission.venue;

/** One sitting of an event that has several: a night of a festival, a performance of a run. */
public record SessionId(String value) implements Comparable<SessionId> {
    public SessionId {
        Name.label("session", value);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
