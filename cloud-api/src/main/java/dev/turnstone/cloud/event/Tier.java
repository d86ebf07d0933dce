package dev.turnstone.cloud.event;

import dev.turnstone.cloud.money.Money;
import dev.turnstone.platform.text.Language;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A kind of ticket of one event, with its price and what is left of it. */
public record Tier(
        UUID id,
        int index,
        String name,
        String nameEs,
        String noteEn,
        String noteEs,
        Money price,
        Money fee,
        int minPerOrder,
        int maxPerOrder,
        @Nullable Integer maxPerPerson,
        @Nullable Instant saleFrom,
        @Nullable Instant saleUntil,
        boolean liveRequired,
        String offlinePolicy,
        int buckets,
        long capacity,
        long sold,
        long held) {

    public String name(Language language) {
        return switch (language) {
            case EN -> name;
            case ES -> nameEs;
        };
    }

    public String note(Language language) {
        return switch (language) {
            case EN -> noteEn;
            case ES -> noteEs;
        };
    }

    public long left() {
        return Math.max(0, capacity - sold - held);
    }

    public boolean onSale(Instant now) {
        return (saleFrom == null || !now.isBefore(saleFrom)) && (saleUntil == null || now.isBefore(saleUntil));
    }

    /** The most that one order may take now. */
    public int offered() {
        long most = maxPerPerson == null ? maxPerOrder : Math.min(maxPerOrder, maxPerPerson);
        return left() < minPerOrder ? 0 : (int) Math.min(left(), most);
    }
}
