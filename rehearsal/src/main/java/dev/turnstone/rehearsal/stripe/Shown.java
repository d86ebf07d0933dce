package dev.turnstone.rehearsal.stripe;

import dev.turnstone.rehearsal.stripe.State.Canceled;
import dev.turnstone.rehearsal.stripe.State.Failure;
import dev.turnstone.rehearsal.stripe.State.NeedsAction;
import dev.turnstone.rehearsal.stripe.State.NeedsConfirmation;
import dev.turnstone.rehearsal.stripe.State.NeedsMethod;
import dev.turnstone.rehearsal.stripe.State.Succeeded;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Payments in words for a person. */
final class Shown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Shown() {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String amount(Terms terms) {
        return amount(terms, Locale.US);
    }

    /** The amount as the locale writes it, in the currency's own number of decimals. */
    static String amount(Terms terms, Locale locale) {
        try {
            Currency currency = Currency.getInstance(terms.currency().toUpperCase(Locale.ROOT));
            NumberFormat format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(currency);
            int digits = Math.max(0, currency.getDefaultFractionDigits());
            format.setMinimumFractionDigits(digits);
            format.setMaximumFractionDigits(digits);
            return format.format(BigDecimal.valueOf(terms.amount(), digits));
        } catch (IllegalArgumentException notACurrency) {
            return terms.amount() + " " + terms.currency();
        }
    }

    static String status(State state) {
        return switch (state) {
            case NeedsMethod(Failure last) -> last == null ? "waiting for a card" : "declined, may try again";
            case NeedsConfirmation _ -> "waiting for the order to pay";
            case NeedsAction _ -> "waiting for 3-D Secure";
            case Succeeded _ -> "paid";
            case Canceled _ -> "canceled";
        };
    }

    static String about(Intent intent) {
        if (intent.state() instanceof NeedsMethod(Failure last) && last != null) {
            return last.message();
        }
        String description = intent.terms().description();
        return description == null ? "" : description;
    }
}
