package dev.turnstone.kiosk.app;

import dev.turnstone.admission.key.PublicKey;
import dev.turnstone.platform.store.Sqlite;

/**
 * What every start needs a moment later and nobody has asked for yet, fetched on another core while this one still reads
 * the configuration: the mathematics of signatures, out of a jar whose own signature takes a while to verify, and the
 * database's native library.
 */
final class Warming {
    /** Any key of full order; nothing is ever verified with it. */
    private static final String SOME_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    private Warming() {}

    static void begin() {
        Thread.ofPlatform().daemon().name("warming").start(Warming::fetch);
    }

    private static void fetch() {
        try {
            PublicKey.fromHex(SOME_KEY);
            Sqlite.prepare();
        } catch (Exception | LinkageError e) {
            // Whoever needs it in earnest meets the same, and says so.
            return;
        }
    }
}
