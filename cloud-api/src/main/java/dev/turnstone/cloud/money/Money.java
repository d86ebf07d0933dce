package dev.turnstone.cloud.money;

import dev.turnstone.platform.text.Language;
import java.math.BigDecimal;
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

    /**
     * As the reader writes it, with the code, since "$" means many things: "MXN 1,350.00". Spanish is Mexico's, which
     * writes its figures as English does and not as Spain.
     */
    public String in(Language language) {
        NumberFormat figures = NumberFormat.getNumberInstance(figures(language));
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        figures.setMinimumFractionDigits(digits);
        figures.setMaximumFractionDigits(digits);
        return code() + "\u00a0" + figures.format(BigDecimal.valueOf(minor, digits));
    }

    private static Locale figures(Language language) {
        return switch (language) {
            case EN -> Locale.US;
            case ES -> Locale.of("es", "MX");
        };
    }

    private void sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add %s to %s".formatted(other.code(), code()));
        }
    }
}
