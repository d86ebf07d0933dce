package dev.turnstone.turnstile.lane;

/** What can be wrong with a lane. Each ends by itself when its cause has been gone for a moment. */
public enum Fault {
    /** The relays cannot be reached. The keep-alive stops, so the way out is free. */
    BARRIER_LOST,
    /** The passage sensor has not come to rest for too long: blocked, broken, or somebody stands in the lane; or the barrier itself says so. */
    SENSOR_STUCK,
    /** The sensors change faster than any person moves: a loose wire. Passages cannot be told from noise. */
    SENSOR_STORM,
    /** A sensor's line cannot be read at all. */
    SENSOR_LOST,
    /** The barrier says that it is not ready: switched off, blocked, or faulty itself. */
    BARRIER_NOT_READY
}
