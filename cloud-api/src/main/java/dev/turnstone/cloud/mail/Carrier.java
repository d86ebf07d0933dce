package dev.turnstone.cloud.mail;

/** Whoever carries letters away. */
public interface Carrier {
    /** Hands one over and returns what the carrier calls it; the same letter again is not delivered twice. */
    String carry(Letter letter) throws Undelivered;

    /** It was not taken. */
    final class Undelivered extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean forGood;

        Undelivered(String why, boolean forGood) {
            super(why);
            this.forGood = forGood;
        }

        /** Trying again would change nothing: the letter itself is the trouble. */
        boolean forGood() {
            return forGood;
        }
    }
}
