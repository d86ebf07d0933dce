package dev.turnstone.rehearsal.stripe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Whose key a request carries. */
enum Caller {
    /** The seller's server. */
    SELLER,
    /** A page in a guest's browser. */
    PAGE;

    /**
     * @param authorization the header: {@code Bearer KEY}, or Basic with the key as the user name
     * @param param the {@code key} parameter, which pages use
     */
    static Caller of(Optional<String> authorization, Optional<String> param, StripeSettings settings) {
        String key = authorization
                .flatMap(Caller::key)
                .or(() -> param)
                .orElseThrow(() -> StripeFault.unauthorized(
                        "You did not provide an API key. You need to provide your API key in the Authorization header,"
                                + " using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."));
        if (key.equals(settings.secretKey())) {
            return SELLER;
        }
        if (key.equals(settings.publishableKey())) {
            return PAGE;
        }
        throw StripeFault.unauthorized("Invalid API Key provided: " + masked(key));
    }

    private static Optional<String> key(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            return Optional.of(authorization.substring("Bearer ".length()).strip());
        }
        if (authorization.startsWith("Basic ")) {
            try {
                byte[] pair = Base64.getDecoder()
                        .decode(authorization.substring("Basic ".length()).strip());
                String text = new String(pair, StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return Optional.of(colon < 0 ? text : text.substring(0, colon));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String masked(String key) {
        int shown = Math.min(4, key.length() / 2);
        return key.substring(0, shown) + "********" + key.substring(key.length() - shown);
    }
}
