package dev.turnstone.rehearsal.stripe;

import java.util.Set;

/**
 * One request, read and authenticated.
 *
 * @param id what the path names, or an empty text
 */
record Call(Caller caller, String id, Params params, Origin origin) {
    private static final String SECRET = "client_secret";

    boolean fromPage() {
        return caller == Caller.PAGE;
    }

    /** The parameters, once they are known to be among those this call has. */
    Params params(Set<String> roots) {
        return params.allowing(roots);
    }

    /** A page may touch only the payment whose client secret it was given. */
    Intent entitled(Intent intent) {
        boolean entitled = params.text(SECRET)
                .map(secret -> secret.equals(intent.clientSecret()))
                .orElse(!fromPage());
        if (!entitled) {
            throw StripeFault.invalid(
                    params.has(SECRET) ? "payment_intent_invalid_parameter" : "parameter_missing",
                    params.has(SECRET)
                            ? "The client_secret provided does not match the client_secret associated with the"
                                    + " PaymentIntent."
                            : "Missing required param: client_secret.",
                    SECRET);
        }
        return intent;
    }
}
