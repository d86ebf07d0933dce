package dev.turnstone.turnstile.journal;

import dev.turnstone.platform.store.StoreException;
import dev.turnstone.platform.store.StoreException.Trouble;

/**
 * Why a device can write nothing down.
 *
 * @param said for staff: what ails the card, and what helps
 */
public record CardFault(Trouble trouble, String said) {
    public static CardFault of(StoreException e) {
        Trouble trouble = e.trouble();
        return new CardFault(
                trouble,
                switch (trouble) {
                    case FULL -> "the card is full; free some of it, or put in a larger one";
                    case READ_ONLY -> "the card can only be read; it is worn out or locked, replace it";
                    case FAILING -> "the card fails; replace it";
                    case OTHER -> String.valueOf(e.getMessage());
                });
    }
}
