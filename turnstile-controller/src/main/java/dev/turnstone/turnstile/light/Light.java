package dev.turnstone.turnstile.light;

/** The light of one way. */
public enum Light {
    /** No way here: locked, or out of service. */
    RED,
    /** Wait: the lane needs a person of staff. */
    AMBER,
    /** Walk through. */
    GREEN,
    /** Nothing at all: a technician tries another lamp. */
    DARK
}
