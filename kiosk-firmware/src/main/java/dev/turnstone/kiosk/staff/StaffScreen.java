package dev.turnstone.kiosk.staff;

import dev.turnstone.kiosk.admit.Gate;
import dev.turnstone.kiosk.print.Printing;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.secret.Guard;
import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.link.Drain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All that the staff screen stands on.
 *
 * @param printing absent: slips are offered as PDF
 * @param lockAfter how long nobody touches it before it locks
 */
public record StaffScreen(
        String gateName,
        StaffList people,
        Guard<Person> guard,
        Duration lockAfter,
        Desk desk,
        TodayLog log,
        Drain.Outbox journal,
        Settings settings,
        Gate gate,
        Supplier<Bar> bar,
        Optional<Printing> printing,
        InstantSource clock,
        LongSupplier nanos) {

    /** A kiosk has one screen; a second person who signs in takes it over. */
    public static final int MOST_SESSIONS = 2;

    Board board(Messages.Texts texts) {
        log.catchUp(journal);
        return new Board(texts, settings, bar.get(), desk, log, clock.instant());
    }
}
