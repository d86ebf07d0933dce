package dev.turnstone.hub.roster;

/** A record from the cloud that can never be applied: it is put aside and reported, and blocks nothing behind it. */
final class Poison extends RuntimeException {
    private static final long serialVersionUID = 1;

    Poison(String why) {
        super(why);
    }
}
