package dev.turnstone.admission.wire;

/** The beginning of every setting's payload: read this first to learn which payload it is. */
public record SettingHeader(String kind, long number) {
    public SettingHeader {
        Check.word("kind", kind);
        Check.number("number", number, 1);
    }
}
