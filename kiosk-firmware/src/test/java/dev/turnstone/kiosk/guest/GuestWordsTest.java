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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GuestWordsTest {
    private static final Instant ENTERED = Instant.parse("2026-11-22T03:04:00Z");
    private static final ZonedDateTime TONIGHT =
            ENTERED.plus(Duration.ofHours(1)).atZone(ZoneId.of("America/Mexico_City"));

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
                new Refuse(Reason.ALREADY_INSIDE, new Hint.Seen(new GateId("B"), ENTERED)), Direction.IN, TONIGHT);

        assertEquals("21:04 · Gate B", say(face.detail(), Language.EN));
        assertEquals("21:04 · Puerta B", say(face.detail(), Language.ES));
    }

    @Test
    void anotherDayIsNamedAsTheLanguageWritesIt() {
        Instant sunday = ENTERED.plus(Duration.ofDays(7));
        Face notYet = Faces.of(new Refuse(Reason.NOT_YET, new Hint.Time(sunday)), Direction.IN, TONIGHT);
        Face used = Faces.of(
                new Refuse(Reason.USED_UP, new Hint.Seen(new GateId("B"), ENTERED.minus(Duration.ofDays(2)))),
                Direction.IN,
                TONIGHT);

        assertEquals("This ticket opens on Sat 28 Nov, 21:04", say(notYet.detail(), Language.EN));
        assertEquals("Este boleto abre el sáb 28 nov, 21:04", say(notYet.detail(), Language.ES));
        assertEquals("Thu 19 Nov, 21:04 · Gate B", say(used.detail(), Language.EN));
    }

    @Test
    void aTicketForSeveralGatesNamesThem() {
        List<GateId> gates = List.of(new GateId("C"), new GateId("D"), new GateId("E"), new GateId("F"));
        Face face = Faces.of(new Refuse(Reason.WRONG_GATE, new Hint.Gates(gates)), Direction.IN, TONIGHT);

        assertEquals("Gates C · D · E", say(face.title(), Language.EN));
        assertTrue(face.arrow());
    }

    @Test
    void whatTheSystemCannotDecideIsOursToSolveAndBlamesNoTicket() {
        for (Cause cause : Cause.values()) {
            Face face = Faces.of(new Refer(cause), Direction.IN, TONIGHT);

            assertEquals(Face.Mood.STAFF, face.mood(), cause.name());
            for (Line line : List.of(face.title(), face.detail(), face.next())) {
                String english = say(line, Language.EN).toLowerCase(Locale.ROOT);
                assertFalse(english.contains("valid") || english.contains("ticket"), english);
            }
        }
    }

    @Test
    void everyAdviceCanBeSaidInEveryLanguage() {
        for (Advice advice : Advice.values()) {
            for (Language language : Language.values()) {
                assertTrue(say(advice.line(), language).length() <= 62, advice.name());
            }
        }
    }

    @Test
    void aNoteAboutAGuestIsNotShownToTheGuest() {
        Face face = Faces.of(new Refuse(Reason.BLOCKED, new Hint.Note("owes for a chair")), Direction.IN, TONIGHT);

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
        return line.in(messages.in(language));
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
                    decisions.add(new Refuse(reason, new Hint.Time(ENTERED.plus(Duration.ofDays(30)))));
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
                Faces.IDLE,
                Faces.IDLE_OUT,
                Faces.READING,
                Faces.MOMENT,
                Faces.AGAIN,
                Faces.CLOSED,
                Faces.OUT_OF_SERVICE,
                Faces.BLIND,
                Faces.LOOKED_AT,
                Faces.OPEN,
                Faces.EMERGENCY));
        for (Decision decision : decisions) {
            for (Direction direction : Direction.values()) {
                faces.add(Faces.of(decision, direction, TONIGHT));
            }
        }
        return faces;
    }
}
