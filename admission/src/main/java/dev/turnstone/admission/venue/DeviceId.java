package dev.turnstone.admission.venue;

/** One computer with its own journal, certificate and topics. Its certificate's common name is this very text. */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Name.host("device", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
