package dev.turnstone.platform.config;

/** A configuration that cannot be used. Its message names the key, where it was read, what is wrong and the mend. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
