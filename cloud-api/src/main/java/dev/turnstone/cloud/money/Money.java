package dev.turnstone.cloud.money;

import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** An amount: minor units as an integer, never a fraction, always with its currency. */
public record Money(long minor, Currency currency) {
    public static Money of(long minor, String currency) {
        return new Money(minor, Currency.getInstance(currency));
    }

    public Money plus(Money other) {
        sameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    public Money times(int count) {
        return new Money(Math.multiplyExact(minor, count), currency);
    }

    public String code() {
        return currency.getCurrencyCode();
    }

    /** As the reader writes it, with the code, since "$" means many things: "MXN 350.00". */
    public String in(Locale locale) {
        NumberFormat figures = NumberFormat.getNumberInstance(locale);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        figures.setMinimumFractionDigits(digits);
        figures.setMaximumFractionDigits(digits);
        return code() + "\u00a0" + figures.format(java.math.BigDecimal.valueOf(minor, digits));
    }

    private void sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add %s to %s".formatted(other.code(), code()));
        }
    }
}
