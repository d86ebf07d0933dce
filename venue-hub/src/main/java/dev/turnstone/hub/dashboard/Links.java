package dev.turnstone.hub.dashboard;

import java.time.Instant;
import java.util.Optional;

/** How the hub's own connections are. */
public record Links(Optional<Link> cloud, Link broker, boolean ledgerWorks) {

    /** One connection: whether it stands, and since when that is so. */
    public record Link(boolean up, Instant since) {}
}
