package dev.turnstone.rehearsal.stripe;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is to be paid and how it is described: all that the seller may say about a payment. */
record Terms(
        long amount,
        String currency,
        @Nullable String description,
        @Nullable String receiptEmail,
        @Nullable String statementDescriptor,
        @Nullable String statementDescriptorSuffix,
        boolean automaticMethods,
        Map<String, String> metadata) {
    /** What Stripe charges at least, in the currencies of our venues; any other has the dollar's minimum here. */
    private static final Map<String, Long> MINIMUM = Map.of("mxn", 1000L, "gbp", 30L, "jpy", 50L);

    private static final long MOST = 99_999_999;
    private static final Set<String> CAPTURE = Set.of("automatic", "automatic_async");

    static final Set<String> PARAMS = Set.of(
            "amount",
            "currency",
            "description",
            "receipt_email",
            "statement_descriptor",
            "statement_descriptor_suffix",
            "automatic_payment_methods",
            "payment_method_types",
            "capture_method",
            "metadata",
            "expand");

    Terms {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    static Terms of(Params params) {
        if (params.has("capture_method") && !CAPTURE.contains(params.required("capture_method"))) {
            throw StripeFault.invalid(
                    null, "This stand-in captures automatically; capture_method cannot be manual.", "capture_method");
        }
        for (String method : params.list("payment_method_types")) {
            if (!method.equals("card")) {
                throw StripeFault.invalid(
                        "payment_method_type_unsupported",
                        "This stand-in takes cards only, and not " + method + ".",
                        "payment_method_types");
            }
        }
        boolean automatic = params.has("automatic_payment_methods")
                ? params.flag("automatic_payment_methods[enabled]")
                // Since API version 2023-08-16 this is the default where no method was named.
                : !params.has("payment_method_types");
        return new Terms(
                        params.integer("amount"),
                        params.required("currency").toLowerCase(Locale.ROOT),
                        null,
                        null,
                        null,
                        null,
                        automatic,
                        Map.of())
                .changed(params);
    }

    /** The terms with what the parameters name replaced, and everything else as it was. */
    Terms changed(Params params) {
        Terms changed = new Terms(
                params.has("amount") ? params.integer("amount") : amount,
                params.text("currency", currency).toLowerCase(Locale.ROOT),
                changed(params, "description", description),
                changed(params, "receipt_email", receiptEmail),
                changed(params, "statement_descriptor", statementDescriptor),
                changed(params, "statement_descriptor_suffix", statementDescriptorSuffix),
                automaticMethods,
                merged(params));
        changed.check();
        return changed;
    }

    private void check() {
        if (!currency.matches("[a-z]{3}")) {
            throw StripeFault.invalid(null, "Invalid currency: " + currency + ".", "currency");
        }
        if (amount < 1) {
            throw StripeFault.invalid(
                    "parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        }
        long least = MINIMUM.getOrDefault(currency, 50L);
        if (amount < least) {
            throw StripeFault.invalid(
                    "amount_too_small",
                    "Amount must be at least " + least + " in the smallest unit of " + currency + ".",
                    "amount");
        }
        if (amount > MOST) {
            throw StripeFault.invalid("amount_too_large", "Amount must be no more than " + MOST + ".", "amount");
        }
        if (metadata.size() > 50) {
            throw StripeFault.invalid(null, "Metadata can have at most 50 keys.", "metadata");
        }
    }

    private static @Nullable String changed(Params params, String name, @Nullable String before) {
        return params.has(name) ? params.text(name).orElse(null) : before;
    }

    private Map<String, String> merged(Params params) {
        if (params.values().containsKey("metadata")) {
            return Map.of();
        }
        Map<String, String> merged = new TreeMap<>(metadata);
        params.map("metadata").forEach((key, value) -> {
            if (value.isEmpty()) {
                merged.remove(key);
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }
}
