package dev.turnstone.cloud.promo;

import dev.turnstone.cloud.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A code that takes something off.
 *
 * @param from from when; null: at once
 * @param until until when; null: until the end
 * @param maxUses how often, over all guests; null: as often as they like
 * @param minOrder what the tickets must cost before anything comes off
 * @param tiers for which it is good; empty: all
 */
public record PromoCode(
        UUID id,
        String code,
        Rebate rebate,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Integer maxUses,
        int uses,
        Money minOrder,
        Set<UUID> tiers,
        boolean enabled) {
    private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{1,31}");

    public PromoCode {
        tiers = Set.copyOf(tiers);
    }

    /** As it is kept, whatever case it was typed in. */
    public static String written(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    public static boolean isWellFormed(String written) {
        return FORM.matcher(written).matches();
    }

    /** One line of a basket. */
    public record Line(UUID tier, Money amount) {}

    /** What a code does for a basket. */
    public sealed interface Answer {
        /** So much comes off each line. */
        record Off(List<Money> lines) implements Answer {}

        /** Nothing comes off, and why: the words' key in the bundle "cloud", and what they speak of. */
        record Not(String key, Money argument) implements Answer {}
    }

    public Answer answer(List<Line> lines, Instant now) {
        Money nothing = new Money(0, minOrder.currency());
        if (!enabled) {
            return new Answer.Not("fault.promo", nothing);
        }
        if ((from != null && now.isBefore(from)) || (until != null && !now.isBefore(until))) {
            return new Answer.Not("fault.promo-time", nothing);
        }
        if (maxUses != null && uses >= maxUses) {
            return new Answer.Not("fault.promo-used", nothing);
        }
        List<Money> good = new ArrayList<>();
        long total = 0;
        for (Line line : lines) {
            boolean counts = tiers.isEmpty() || tiers.contains(line.tier());
            good.add(counts ? line.amount() : nothing);
            total += counts ? line.amount().minor() : 0;
        }
        if (total == 0) {
            return new Answer.Not("fault.promo-tiers", nothing);
        }
        return total < minOrder.minor()
                ? new Answer.Not("fault.promo-least", minOrder)
                : new Answer.Off(rebate.off(good));
    }
}
