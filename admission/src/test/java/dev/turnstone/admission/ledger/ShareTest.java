package dev.turnstone.admission.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Headroom;
import dev.turnstone.admission.decision.Pool;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.sheet.Area;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.testing.Maguey;
import dev.turnstone.admission.venue.AreaId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final JournalId OWN = new JournalId(0, 1);
    private static final Share SHARE = new Share(4, 12, OWN, 100);

    @Test
    void itIsWorthWhatIsNotSpentOfIt() {
        assertEquals(5, SHARE.left(OWN, 7).people());
        assertFalse(SHARE.left(OWN, 11).isSpent());
        assertTrue(SHARE.left(OWN, 12).isSpent());
        assertTrue(SHARE.left(OWN, 13).isSpent());
    }

    @Test
    void itIsWorthNothingToAnotherJournal() {
        assertTrue(SHARE.left(new JournalId(0, 2), 0).isSpent());
    }

    @Test
    void theHigherNumberHoldsWhicheverCameLast() {
        Share newer = new Share(5, 0, OWN, 110);
        assertEquals(newer, SHARE.replacedBy(newer));
        assertEquals(newer, newer.replacedBy(SHARE));
        assertEquals(SHARE, SHARE.replacedBy(new Share(4, 99, OWN, 100)));
    }

    @Test
    void thereIsNoShareOfLessThanNobody() {
        assertThrows(IllegalArgumentException.class, () -> new Share(1, -1, OWN, 0));
        assertThrows(IllegalArgumentException.class, () -> new Share(0, 1, OWN, 0));
        assertThrows(IllegalArgumentException.class, () -> new Share(1, 1, OWN, -1));
    }

    @Test
    void aGuestIsCountedInTheHouseAndInEveryAreaBehindTheGate() {
        AreaId terrace = new AreaId("terrace");
        Sheet sheet =
                Maguey.sheet().capacity(800).areas(List.of(new Area(terrace, 120, List.of(Maguey.GATE_B.gate()))));
        Pool house = new Pool(Maguey.EVENT, Optional.empty());
        Pool area = new Pool(Maguey.EVENT, Optional.of(terrace));
        assertEquals(List.of(house), Pool.behind(Maguey.GATE_A.gate(), sheet));
        assertEquals(List.of(house, area), Pool.behind(Maguey.GATE_B.gate(), sheet));
        assertEquals(List.of(), Pool.behind(Maguey.GATE_A.gate(), Maguey.sheet()));
        assertEquals(800, house.capacityIn(sheet));
        assertEquals(120, area.capacityIn(sheet));
        assertEquals(0, area.capacityIn(Maguey.sheet()));
        Map<Pool, Long> left = Map.of(house, 30L, area, 7L);
        assertEquals(
                30, Headroom.through(Maguey.GATE_A.gate(), sheet, left::get).people());
        assertEquals(7, Headroom.through(Maguey.GATE_B.gate(), sheet, left::get).people());
        assertEquals(Headroom.UNLIMITED, Headroom.through(Maguey.GATE_A.gate(), Maguey.sheet(), left::get));
    }

    @Test
    void anAreaIsNamedOnce() {
        Area terrace = new Area(new AreaId("terrace"), 120, List.of());
        assertThrows(
                IllegalArgumentException.class,
                () -> Maguey.sheet().areas(List.of(terrace, new Area(terrace.id(), 80, List.of()))));
    }
}
