package dev.turnstone.admission.sheet;

import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.venue.SessionId;
import java.util.Optional;

/**
 * One sitting of an event that has several.
 *
 * @param hours from its doors to its end
 * @param live when the live codes of its passes change, where it differs from the sheet's. A pass for several sessions
 *     carries one chain that is long enough for all of them, by its tier's schedule or the sheet's.
 */
public record Session(SessionId id, String name, Window hours, Optional<LiveSchedule> live) {

    public static Session of(SessionId id, String name, Window hours) {
        return new Session(id, name, hours, Optional.empty());
    }

    public Session live(LiveSchedule schedule) {
        return new Session(id, name, hours, Optional.of(schedule));
    }
}
