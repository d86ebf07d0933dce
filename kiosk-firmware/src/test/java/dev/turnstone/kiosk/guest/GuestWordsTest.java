package dev.turnstone.kiosk.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuestWordsTest {
    private static final Instant ENTERED = Instant.parse("2026-11-22T03:04:00Z");
    private static final ZoneId HOUSE = ZoneId.of("America/Mexico_City");

    private final Messages messages = Messages.bundle("kiosk");

    @Test
    void bothLanguagesSayTheSameThings() {
        assertEquals(List.of(), messages.differences());
    }

    @Test
    void everyFaceCanBeSaidInEveryLanguageAndFitsTheScreen() {
        for (Face face : everyFace()) {
            for (Language language : Language.values()) {
                String title = say(face.title(), language);
                assertFalse(title.isBlank(), face.title().key());
                assertTrue(title.length() <= 26, title);
                assertTrue(
                        say(face.detail(), language).length() <= 60,
                        face.detail().key());
                assertTrue(
                        say(face.next(), language).length() <= 44, face.next().key());
            }
        }
    }

    @Test
    void alreadyUsedSaysGateAndTimeAsTheHousesClocksShowIt() {
        Face face = Faces.of(
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("B"), ENTERED)), Direction.IN, HOUSE);

        assertEquals("21:04 · Gate B", say(face.detail(), Language.EN));
        assertEquals("21:04 · Puerta B", say(face.detail(), Language.ES));
    }

    @Test
    void aNoteAboutAGuestIsNotShownToTheGuest() {
        Face face = Faces.of(new Refuse(Reason.BLOCKED, new Hint.Note("owes for a chair")), Direction.IN, HOUSE);

        assertEquals(Face.Mood.STAFF, face.mood());
        assertEquals(List.of(), face.detail().blanks());
    }

    @Test
    void aReferenceIsThreeLettersAndTellsNeighboursApart() {
        JournalId journal = new JournalId(1, 2);

        assertEquals("000", Faces.reference(new PresentationId(journal, 0)));
        assertEquals("7Q2", Faces.reference(new PresentationId(journal, (7 << 10) + (23 << 5) + 2)));
        assertEquals("001", Faces.reference(new PresentationId(journal, 32_769)));
    }

    private String say(Line line, Language language) {
        return line.key().isEmpty()
                ? ""
                : messages.in(language).get(line.key(), line.blanks().toArray());
    }

    private static List<Face> everyFace() {
        List<Decision> decisions = new ArrayList<>(List.of(new Admit(1, 1), new Admit(2, 4), new Admit(0, 1)));
        for (Reason reason : Reason.values()) {
            switch (reason) {
                case ALREADY_INSIDE, USED_UP ->
                    decisions.add(new Refuse(reason, new Hint.Seen(new GateId("B"), ENTERED)));
                case WRONG_GATE -> {
                    decisions.add(new Refuse(reason, new Hint.Gates(List.of(new GateId("C")))));
                    decisions.add(new Refuse(reason));
                }
                case NOT_YET, EXPIRED, TOO_SOON -> {
                    decisions.add(new Refuse(reason, new Hint.Time(ENTERED)));
                    decisions.add(new Refuse(reason));
                }
                default -> decisions.add(new Refuse(reason));
            }
        }
        for (Cause cause : Cause.values()) {
            decisions.add(new Refer(cause));
        }
        decisions.add(new Refer(Cause.OFFLINE_POLICY, new Hint.Home(new DeviceId("gate-b"))));
        List<Face> faces = new ArrayList<>(List.of(
                Faces.IDLE, Faces.IDLE_OUT, Faces.READING, Faces.MOMENT, Faces.AGAIN, Faces.CLOSED, Faces.EMERGENCY));
        for (Decision decision : decisions) {
            for (Direction direction : Direction.values()) {
                faces.add(Faces.of(decision, direction, HOUSE));
            }
        }
        return faces;
    }
}
