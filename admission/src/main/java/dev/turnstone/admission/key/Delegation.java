package dev.turnstone.admission.key;

import java.util.Set;

/**
 * What a hub's key may sign for an event: it was lent, so that a venue can sell at its door while the cloud is away.
 *
 * @param tiers indexes into the event's sheet
 * @param quota most passes that may ever be signed with it; counted where passes are merged, not at a gate
 */
public record Delegation(Set<Integer> tiers, int quota) {
    public Delegation {
        tiers = Set.copyOf(tiers);
        if (tiers.isEmpty() || quota < 1) {
            throw new IllegalArgumentException("a delegation is of some tiers and at least one pass");
        }
    }
}
