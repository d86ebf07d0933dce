package dev.turnstone.cloud.sale;

import dev.turnstone.platform.text.Language;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a guest asks for: how many of which tier (by its index), for whom, and with which promo code, if any. Checked by
 * {@link Selling}.
 */
public record Basket(SortedMap<Integer, Integer> quantities, Guest guest, Language language, String promo) {
    public Basket {
        quantities = new TreeMap<>(quantities);
        promo = promo.strip();
    }

    public Basket(SortedMap<Integer, Integer> quantities, String name, String email, Language language) {
        this(quantities, new Guest(name, email), language, "");
    }

    public Basket promo(String typed) {
        return new Basket(quantities, guest, language, typed);
    }

    public String name() {
        return guest.name();
    }

    public String email() {
        return guest.email();
    }
}
