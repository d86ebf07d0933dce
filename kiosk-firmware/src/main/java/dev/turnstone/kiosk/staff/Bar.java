package dev.turnstone.kiosk.staff;

import dev.turnstone.kiosk.care.Ailment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What staff always see: whether the hub is there, what it does not have yet, since when, how old the list of passes is,
 * and what is wrong.
 *
 * @param silence since the hub last said anything; absent = never
 * @param listAge since the list of passes was last known to be complete; absent = there is none
 * @param serving whether the lane can let anybody in
 * @param toPrint how many slips wait for paper; absent = no printer
 */
public record Bar(
        boolean linked,
        Optional<Duration> silence,
        Optional<Duration> listAge,
        long waiting,
        boolean serving,
        OptionalInt toPrint,
        Set<Ailment> ailments) {
    public Bar {
        ailments = Set.copyOf(ailments);
    }
}
