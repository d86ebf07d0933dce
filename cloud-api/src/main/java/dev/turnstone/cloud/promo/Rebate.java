package dev.turnstone.cloud.promo;

import dev.turnstone.cloud.money.Money;
import java.util.ArrayList;
import java.util.List;

/** How much a code takes off what it is good for. Fees are never reduced. */
public sealed interface Rebate {
    /** A part of every price, rounded to the nearest cent. */
    record Percent(int percent) implements Rebate {
        public Percent {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("a percentage is 0..100: " + percent);
            }
        }
    }

    /** So much in all, and never more than there is to pay. */
    record Fixed(long minor) implements Rebate {
        public Fixed {
            if (minor <= 0) {
                throw new IllegalArgumentException("something must come off: " + minor);
            }
        }
    }

    /** What comes off each of these lines, to the cent. */
    default List<Money> off(List<Money> lines) {
        return switch (this) {
            case Percent(int percent) ->
                lines.stream()
                        .map(line -> new Money((Math.multiplyExact(line.minor(), percent) + 50) / 100, line.currency()))
                        .toList();
            case Fixed(long minor) -> spread(minor, lines);
        };
    }

    /** In proportion; the last line takes what rounding left. */
    private static List<Money> spread(long minor, List<Money> lines) {
        long rest = lines.stream().mapToLong(Money::minor).sum();
        long left = Math.min(minor, rest);
        List<Money> off = new ArrayList<>();
        for (Money line : lines) {
            long share = rest == 0 ? 0 : Math.multiplyExact(left, line.minor()) / rest;
            off.add(new Money(share, line.currency()));
            left -= share;
            rest -= line.minor();
        }
        return off;
    }
}
