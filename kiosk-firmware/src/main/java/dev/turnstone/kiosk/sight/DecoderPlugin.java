package dev.turnstone.kiosk.sight;

/**
 * A decoder that is not part of a gate: one with native code, say, for a board that has it. It is found at start by
 * {@link java.util.ServiceLoader} if its jar is on the class path, and asked before our own readers.
 */
public interface DecoderPlugin {
    /** For the log. */
    String name();

    /** One reader for one thread. A plug-in that cannot work on this machine throws here. */
    CodeReader open();
}
