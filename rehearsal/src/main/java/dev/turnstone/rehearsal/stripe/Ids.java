package dev.turnstone.rehearsal.stripe;

import java.util.random.RandomGenerator;

/** Identifiers in Stripe's manner: what a thing is, and a random tail that nobody guesses. */
record Ids(RandomGenerator random) {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    String next(String kind) {
        return kind + "_" + tail(24);
    }

    String clientSecret(String intent) {
        return intent + "_secret_" + tail(25);
    }

    String request() {
        return "req_" + tail(14);
    }

    private String tail(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
