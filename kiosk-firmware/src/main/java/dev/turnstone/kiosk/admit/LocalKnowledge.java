package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.kiosk.roster.Roster;
import dev.turnstone.kiosk.settings.Settings;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a gate can look up without asking anybody. */
public record LocalKnowledge(Settings settings, Roster roster, Memory memory, LongSupplier nanos) implements Knowledge {
    @Override
    public KeySet keys() {
        return settings.keys();
    }

    @Override
    public Freshness keysFreshness() {
        return settings.freshness(nanos.getAsLong());
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return settings.sheet(event);
    }

    @Override
    public History history(EventId event, PassNumber number) {
        Roster.Known known = roster.known(event, number);
        return memory.history(event, number).standing(known.standing()).seenVersion(known.version());
    }
}
