package dev.turnstone.rehearsal.stripe;

import org.jspecify.annotations.Nullable;

/** What Stripe answers instead of an object. */
final class StripeFault extends RuntimeException {
    private final int status;
    private final String type;
    private final @Nullable String code;
    private final @Nullable String declineCode;
    private final @Nullable String param;
    private final @Nullable Intent intent;
    private final @Nullable String charge;

    private StripeFault(
            int status,
            String type,
            @Nullable String code,
            @Nullable String declineCode,
            String message,
            @Nullable String param,
            @Nullable Intent intent,
            @Nullable String charge) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.code = code;
        this.declineCode = declineCode;
        this.param = param;
        this.intent = intent;
        this.charge = charge;
    }

    static StripeFault of(int status, String type, @Nullable String code, String message) {
        return new StripeFault(status, type, code, null, message, null, null, null);
    }

    static StripeFault invalid(@Nullable String code, String message, String param) {
        return of(400, "invalid_request_error", code, message).param(param);
    }

    static StripeFault missing(String param) {
        return invalid("parameter_missing", "Missing required param: " + param + ".", param);
    }

    static StripeFault unauthorized(String message) {
        return of(401, "invalid_request_error", null, message);
    }

    static StripeFault notFound(String kind, String id, String param) {
        return of(404, "invalid_request_error", "resource_missing", "No such " + kind + ": '" + id + "'")
                .param(param);
    }

    static StripeFault card(Decline decline) {
        return new StripeFault(
                402, "card_error", decline.code(), decline.declineCode(), decline.message(), null, null, null);
    }

    static StripeFault unexpectedState(Intent intent, String message) {
        return of(400, "invalid_request_error", "payment_intent_unexpected_state", message)
                .about(intent);
    }

    StripeFault param(String name) {
        return new StripeFault(status, type, code, declineCode, message(), name, intent, charge);
    }

    StripeFault about(Intent about) {
        return new StripeFault(status, type, code, declineCode, message(), param, about, about.latestCharge());
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    @Nullable
    String code() {
        return code;
    }

    @Nullable
    String declineCode() {
        return declineCode;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String param() {
        return param;
    }

    @Nullable
    Intent intent() {
        return intent;
    }

    @Nullable
    String charge() {
        return charge;
    }
}
