package dev.turnstone.cloud.sale;

import dev.turnstone.platform.text.Language;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a guest asks for: how many of which tier (by its index), and for whom. Checked by {@link Selling}. */
public record Basket(SortedMap<Integer, Integer> quantities, String name, String email, Language language) {
    public Basket {
        quantities = new TreeMap<>(quantities);
        name = name.strip();
        email = email.strip();
    }
}
