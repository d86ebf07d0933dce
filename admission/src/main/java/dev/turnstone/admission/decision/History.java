package dev.turnstone.admission.decision;

import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.venue.Direction;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one pass where the decision is made: all of it at the hub, a part of it at a gate.
 *
 * @param highestVersion the highest version of this pass that was ever seen or announced
 * @param uses sorted by time here, whatever their order was; at the same instant entries go first
 * @param lastCode the last live code that was verified for it
 */
public record History(Standing standing, int highestVersion, List<Use> uses, Optional<LiveCode> lastCode) {
    /** Nothing is known, which refuses nobody. */
    public static final History EMPTY = new History(new Standing.Valid(), 0, List.of(), Optional.empty());

    public History {
        uses = uses.stream()
                .sorted(Comparator.comparing(Use::at).thenComparing(Use::direction))
                .toList();
    }

    public History standing(Standing changed) {
        return new History(changed, highestVersion, uses, lastCode);
    }

    public History seenVersion(int version) {
        return new History(standing, Math.max(highestVersion, version), uses, lastCode);
    }

    public History verified(LiveCode code) {
        return new History(standing, highestVersion, uses, Optional.of(code));
    }

    public History uses(List<Use> changed) {
        return new History(standing, highestVersion, changed, lastCode);
    }

    public int entries() {
        return (int) uses.stream().filter(Use::isEntry).count();
    }

    /** Entries that no exit after them gave back: leaving without having come in makes nobody an entry. */
    public int inside() {
        int inside = 0;
        for (Use use : uses) {
            if (use.isEntry()) {
                inside++;
            } else if (use.counts() && inside > 0) {
                inside--;
            }
        }
        return inside;
    }

    /** Without what was granted and may yet come to nothing. */
    public History settled() {
        return uses(uses.stream().filter(use -> use.state() == Use.State.PASSED).toList());
    }

    public Optional<Use> last(Direction direction) {
        return uses.reversed().stream()
                .filter(use -> use.direction() == direction && use.counts())
                .findFirst();
    }
}
