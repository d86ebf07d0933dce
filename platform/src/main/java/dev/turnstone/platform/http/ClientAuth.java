package dev.turnstone.platform.http;

/** Whether a listener asks its callers for a certificate. */
public enum ClientAuth {
    NONE,
    REQUIRED
}
