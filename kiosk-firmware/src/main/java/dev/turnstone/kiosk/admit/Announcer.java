package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.turnstile.journal.Now;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a lane's screen says, and for how long: how to show a ticket while it is at rest, and each answer over it. */
final class Announcer {
    static final Duration ANSWER_STAYS = Duration.ofSeconds(4);

    /** A welcome is seen even by whoever walks at once. */
    private static final Duration WELCOME_STAYS = Duration.ofMillis(1_200);

    private final Direction direction;
    private final Knowledge known;
    private final Consumer<Face> screen;
    private Rest rest;
    private Optional<Long> answerUntilNanos = Optional.empty();

    /** @param leadsIn whether guests come in here */
    Announcer(Direction direction, boolean leadsIn, Knowledge known, Consumer<Face> screen) {
        this.direction = direction;
        this.known = known;
        this.screen = screen;
        this.rest = Rest.at(leadsIn);
    }

    /** Until something else is shown. */
    void show(Face face) {
        screen.accept(face);
    }

    void answer(Face face, Now now) {
        answerUntilNanos = Optional.of(now.nanos() + ANSWER_STAYS.toNanos());
        screen.accept(face);
    }

    /** Nothing genuine, so nothing that would need an event's local time. */
    void answer(Decision unrecognised, Now now) {
        answer(Faces.of(unrecognised, direction, now.time().earliest().atZone(ZoneOffset.UTC)), now);
    }

    void answer(Presentation presentation, Decision decision, Now now) {
        answer(face(presentation, decision, now), now);
    }

    /** It stays as long as the lane is the guest's, and a moment longer. */
    void welcome(Presentation presentation, Decision decision, Now now) {
        screen.accept(face(presentation, decision, now));
    }

    void walked(Presentation presentation) {
        answerUntilNanos = Optional.of(presentation.releasedNanos + WELCOME_STAYS.toNanos());
    }

    /** Nobody walked: they may try again, where that is of any use. */
    void again(Now now) {
        if (rest.serves()) {
            answer(Faces.AGAIN, now);
        } else {
            screen.accept(rest.face());
        }
    }

    /** An answer goes when its time is over. */
    void tick(Now now) {
        if (answerUntilNanos.isPresent() && now.nanos() - answerUntilNanos.get() >= 0) {
            answerUntilNanos = Optional.empty();
            screen.accept(rest.face());
        }
    }

    /** Whatever anybody reads, an emergency goes over it. */
    void alarm(boolean attending) {
        answerUntilNanos = Optional.empty();
        rests(before -> before.alarm(true), attending);
    }

    /** Shown at once, except over an answer that somebody is reading. */
    void rests(UnaryOperator<Rest> change, boolean attending) {
        Face before = rest.face();
        rest = change.apply(rest);
        Face face = rest.face();
        boolean quiet = !attending && answerUntilNanos.isEmpty();
        if (!face.equals(before) && (quiet || face.equals(Faces.EMERGENCY))) {
            screen.accept(face);
        }
    }

    private Face face(Presentation presentation, Decision decision, Now now) {
        ZoneId zone = presentation
                .shown
                .map(Shown::event)
                .flatMap(known::sheet)
                .map(Sheet::zone)
                .orElse(ZoneOffset.UTC);
        Face face = Faces.of(decision, direction, now.time().earliest().atZone(zone));
        return decision instanceof Admit ? face : face.withReference(Faces.reference(presentation.id));
    }
}
