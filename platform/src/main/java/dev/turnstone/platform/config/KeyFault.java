package dev.turnstone.platform.config;

/**
 * A value that makes no sense, said by whoever knows what it means and not where it was written. {@link Config#fault}
 * adds that.
 */
public class KeyFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;

    /**
     * @param key as its own section names it
     * @param what is wrong with it, without the key
     */
    public KeyFault(String key, String what) {
        super(key + ": " + what);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
