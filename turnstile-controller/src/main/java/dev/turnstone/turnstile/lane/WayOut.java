package dev.turnstone.turnstile.lane;

import dev.turnstone.turnstile.barrier.BarrierKind;
import java.util.EnumSet;
import java.util.Set;

/** What frees the way out when power is lost, when the program is dead, and when the fire contact opens. */
public record WayOut(FreedBy powerLost, FreedBy processDead, FreedBy fire) {

    /** How a barrier of this kind is meant to be wired. */
    public static WayOut meantFor(BarrierKind kind) {
        return switch (kind) {
            case PULSE -> new WayOut(FreedBy.MECHANISM, FreedBy.KEEP_ALIVE, FreedBy.CONTACT);
            case HELD -> new WayOut(FreedBy.NO_CURRENT, FreedBy.KEEP_ALIVE, FreedBy.CONTACT);
            case STRIKE -> new WayOut(FreedBy.INSIDE_HANDLE, FreedBy.INSIDE_HANDLE, FreedBy.INSIDE_HANDLE);
        };
    }

    /** Refuses what would lock somebody in, by the name of the key that says so. */
    void mustBeFree(BarrierKind kind) {
        check(kind, "power-lost", powerLost, whatFreesWithoutPower(kind));
        check(kind, "process-dead", processDead, whatFrees(kind, FreedBy.KEEP_ALIVE));
        check(kind, "fire", fire, whatFrees(kind, FreedBy.CONTACT));
    }

    private static Set<FreedBy> whatFreesWithoutPower(BarrierKind kind) {
        return switch (kind) {
            case PULSE -> EnumSet.of(FreedBy.MECHANISM);
            case HELD -> EnumSet.of(FreedBy.NO_CURRENT, FreedBy.INSIDE_HANDLE);
            case STRIKE -> EnumSet.of(FreedBy.INSIDE_HANDLE);
        };
    }

    private static Set<FreedBy> whatFrees(BarrierKind kind, FreedBy circuit) {
        return switch (kind) {
            case PULSE -> EnumSet.of(circuit);
            case HELD -> EnumSet.of(circuit, FreedBy.INSIDE_HANDLE);
            case STRIKE -> EnumSet.of(FreedBy.INSIDE_HANDLE);
        };
    }

    private static void check(BarrierKind kind, String loss, FreedBy said, Set<FreedBy> enough) {
        if (!enough.contains(said)) {
            throw new UnsafeProfile("way-out." + loss, kind, said, enough);
        }
    }
}
