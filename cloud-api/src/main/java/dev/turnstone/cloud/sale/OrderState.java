package dev.turnstone.cloud.sale;

import java.util.Locale;

/** The life of an order; the schema allows no other step than those in its table {@code transition}. */
public enum OrderState {
    /** A person must say yes first. */
    AWAITING_APPROVAL,
    /** Tickets are held, the money is not ours yet. */
    PENDING,
    /** The money is ours, the tickets are owed. */
    PAID,
    /** The tickets are issued. */
    CONFIRMED,
    /** The hold ran out. */
    EXPIRED,
    /** The buyer or the owner gave it up. */
    CANCELLED,
    /** Some of the money went back. */
    PARTLY_REFUNDED,
    /** All of it went back. */
    REFUNDED;

    /** As the table says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OrderState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
