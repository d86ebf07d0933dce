package dev.turnstone.provisioning.authority;

/** What a certificate is good for. The authority decides it; nobody asks for it in a signing request. */
public enum Role {
    /** Serves devices over HTTPS and MQTT, and is itself a client of the broker. */
    HUB,
    /** Speaks to the hub, and can never pose as one: no server may use its certificate. */
    DEVICE,
    /** Governs a lane and serves the gate that opens it, under its own host names; to the hub and the broker it is nobody. */
    CONTROLLER
}
