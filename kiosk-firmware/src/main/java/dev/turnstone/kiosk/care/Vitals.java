package dev.turnstone.kiosk.care;

import dev.turnstone.kiosk.link.HubClaims;
import dev.turnstone.kiosk.print.PrinterState;
import dev.turnstone.kiosk.print.Printing;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.kiosk.sight.Eyes;
import dev.turnstone.kiosk.sight.View;
import dev.turnstone.turnstile.journal.CardFault;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.journal.Room;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.link.HubEvents;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads a gate's signs off its parts.
 *
 * @param rosterKnown whether the list of passes is there
 */
public record Vitals(
        Lane lane,
        Eyes eyes,
        Journal journal,
        JournalWriter writer,
        Settings settings,
        BooleanSupplier rosterKnown,
        DeviceClock clock,
        HubClaims claims,
        HubEvents events,
        Optional<Printing> printing) {

    public Signs signs() {
        return new Signs(
                lane.failing().isPresent() || lane.state() == LaneState.FAULTED,
                eyes.view() instanceof View.Missing,
                eyes.view() instanceof View.Covered,
                writer.fault().map(CardFault::trouble),
                settings.keys().number() > 0 && !settings.sheets().isEmpty(),
                rosterKnown.getAsBoolean(),
                clock.trusted(),
                claims.trouble().or(events::trouble),
                journal.last() - journal.acknowledged(),
                journal.room() == Room.NONE);
    }

    public Set<Ailment> ailments() {
        Set<Ailment> found = signs().ailments();
        printing.flatMap(known -> ofPrinter(known.state())).ifPresent(found::add);
        return found;
    }

    static Optional<Ailment> ofPrinter(PrinterState state) {
        return switch (state) {
            case READY -> Optional.empty();
            case OUT_OF_PAPER -> Optional.of(Ailment.PRINTER_PAPER);
            case COVER_OPEN -> Optional.of(Ailment.PRINTER_COVER);
            case AWAY -> Optional.of(Ailment.PRINTER_AWAY);
        };
    }

    /** Whether the lane can let anybody in. */
    public boolean serving() {
        return switch (lane.state()) {
            case LOCKED, GRANTED, PASSING -> lane.failing().isEmpty();
            case HELD_OPEN, OUT_OF_SERVICE, FAULTED, FREE -> false;
        };
    }
}
