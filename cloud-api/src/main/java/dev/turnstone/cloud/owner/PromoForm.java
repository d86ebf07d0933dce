package dev.turnstone.cloud.owner;

import dev.turnstone.cloud.event.Event;
import dev.turnstone.cloud.promo.PromoCode;
import dev.turnstone.cloud.promo.Promos.NewCode;
import dev.turnstone.cloud.promo.Rebate;
import dev.turnstone.platform.http.Form;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A new code as the owner typed it; what does not fit is said of its field. Times are the venue's own. */
final class PromoForm {
    private final Form form;
    private final SortedMap<String, String> faults = new TreeMap<>();

    PromoForm(Form form) {
        this.form = form;
    }

    SortedMap<String, String> faults() {
        return faults;
    }

    Map<String, String> typed() {
        Map<String, String> typed = new HashMap<>();
        form.fields().forEach((name, values) -> typed.put(name, values.getFirst()));
        return typed;
    }

    /** @return empty where something does not fit */
    Optional<NewCode> read(Event event) {
        String code = PromoCode.written(form.optional("code").orElse(""));
        if (!PromoCode.isWellFormed(code)) {
            faults.put("code", "2 to 32 letters, digits and hyphens, as in SUMMER-26.");
        }
        Rebate rebate = rebate(event);
        Instant from = time("from", event);
        Instant until = time("until", event);
        if (from != null && until != null && !from.isBefore(until)) {
            faults.put("until", "It must end after it begins.");
        }
        Integer maxUses =
                form.optional("max-uses").map(text -> whole("max-uses", text)).orElse(null);
        long minOrder = form.optional("min-order")
                .map(text -> money("min-order", text, event))
                .orElse(0L);
        return faults.isEmpty() && rebate != null
                ? Optional.of(new NewCode(event.id(), code, rebate, from, until, maxUses, minOrder))
                : Optional.empty();
    }

    private @Nullable Rebate rebate(Event event) {
        Optional<String> percent = form.optional("percent");
        Optional<String> fixed = form.optional("fixed");
        if (percent.isPresent() == fixed.isPresent()) {
            faults.put("percent", "Either a percentage or an amount.");
            return null;
        }
        if (fixed.isPresent()) {
            long minor = money("fixed", fixed.get(), event);
            return minor > 0 ? new Rebate.Fixed(minor) : null;
        }
        try {
            return new Rebate.Percent(Integer.parseInt(percent.orElseThrow()));
        } catch (IllegalArgumentException e) {
            faults.put("percent", "A whole number from 0 to 100.");
            return null;
        }
    }

    private int whole(String field, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number below one.
        }
        faults.put(field, "A whole number from 1.");
        return 1;
    }

    private long money(String field, String text, Event event) {
        try {
            int digits = Math.max(0, Currency.getInstance(event.currency()).getDefaultFractionDigits());
            long minor = new BigDecimal(text).movePointRight(digits).longValueExact();
            if (minor > 0) {
                return minor;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below, as for less than nothing.
        }
        faults.put(field, "An amount such as 150.00.");
        return 0;
    }

    private @Nullable Instant time(String field, Event event) {
        Optional<String> text = form.optional(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text.get()).atZone(event.zone()).toInstant();
        } catch (DateTimeException e) {
            faults.put(field, "A date and a time.");
            return null;
        }
    }
}
