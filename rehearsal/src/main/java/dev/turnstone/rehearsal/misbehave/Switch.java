package dev.turnstone.rehearsal.misbehave;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How often a fault strikes.
 *
 * @param share of the occasions, 0 never, 1 always
 * @param times how many strikes are left before the switch turns itself off; null for as long as it stands
 */
public record Switch(double share, @Nullable Integer times) {
    public static final Switch OFF = new Switch(0, null);
    public static final Switch ALWAYS = new Switch(1, null);

    public Switch {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, and is " + share);
        }
        if (times != null && (times < 0 || times > 1_000_000)) {
            throw new IllegalArgumentException("times must be from 0 to 1,000,000, and is " + times);
        }
    }

    public static Switch sometimes(double share) {
        return new Switch(share, null);
    }

    public static Switch next(int times) {
        return new Switch(1, times);
    }

    boolean strikes(double drawn) {
        return drawn < share;
    }

    Switch struck() {
        OptionalInt left = left();
        if (left.isEmpty()) {
            return this;
        }
        return left.getAsInt() <= 1 ? OFF : new Switch(share, left.getAsInt() - 1);
    }

    private OptionalInt left() {
        return times == null ? OptionalInt.empty() : OptionalInt.of(times);
    }
}
