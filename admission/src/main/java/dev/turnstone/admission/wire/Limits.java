package dev.turnstone.admission.wire;

/**
 * How large anything on the wire may be. A reader refuses what is larger, and a writer never sends it. The contracts in
 * {@code contract/} say the same numbers, and a test compares them.
 */
public final class Limits {
    /** Positions, numbers and counts: what JSON's numbers carry everywhere without losing a bit. */
    public static final long LARGEST_NUMBER = (1L << 53) - 1;

    /** Characters of a text that people read: names of events and people, notes. */
    public static final int TEXT = 200;
    /** Characters of what names one life, request or person: incarnations, boots, leases. */
    public static final int TOKEN = 64;
    /** Characters of a word from a list that may grow: kinds, states, roles. */
    public static final int WORD = 32;
    /** Gates in one list. */
    public static final int GATES = 255;
    /** The highest tier index, and the highest version of a pass. */
    public static final int BYTE = 255;

    /** Bytes of a message that says one thing: a claim, an acknowledgement, a command. */
    public static final int SMALL_MESSAGE = 4 * 1024;
    /** Bytes of what a device says of itself. */
    public static final int STATE_MESSAGE = 64 * 1024;
    /** Bytes of a message that carries many things: a batch, a setting, a page. */
    public static final int LARGE_MESSAGE = 1024 * 1024;
    /** Bytes that a signed payload holds, before base64 makes them four thirds. */
    public static final int SIGNED_PAYLOAD = 512 * 1024;

    private Limits() {}
}
