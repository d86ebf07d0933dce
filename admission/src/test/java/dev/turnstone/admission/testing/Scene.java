package dev.turnstone.admission.testing;

import dev.turnstone.admission.decision.AdmissionRules;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Headroom;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.decision.Standing;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Doorway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code scene().at(CLOSES).before(GATE_B).decide(pass)}: everything that a decision is made of, plain until said. */
public record Scene(Sheet sheet, History history, Headroom headroom, Doorway doorway, TimeInterval now) {

    /** Nine in the evening before gate A, nothing known. */
    public static Scene scene() {
        return new Scene(
                Maguey.sheet(), History.EMPTY, Headroom.UNLIMITED, Maguey.GATE_A, TimeInterval.exactly(Maguey.NINE));
    }

    public Scene sheet(Sheet other) {
        return new Scene(other, history, headroom, doorway, now);
    }

    public Scene history(History other) {
        return new Scene(sheet, other, headroom, doorway, now);
    }

    public Scene standing(Standing standing) {
        return history(history.standing(standing));
    }

    public Scene headroom(long people) {
        return new Scene(sheet, history, new Headroom(people), doorway, now);
    }

    public Scene before(Doorway other) {
        return new Scene(sheet, history, headroom, other, now);
    }

    public Scene at(Instant other) {
        return new Scene(sheet, history, headroom, doorway, TimeInterval.exactly(other));
    }

    public Scene between(Instant earliest, Instant latest) {
        return new Scene(sheet, history, headroom, doorway, new TimeInterval(earliest, latest));
    }

    /** Somebody went through with this pass. */
    public Scene passed(Doorway where, Instant when) {
        return used(where, when, Use.State.PASSED);
    }

    /** Somebody was granted this, and may be going through. */
    public Scene open(Doorway where, Instant when) {
        return used(where, when, Use.State.OPEN);
    }

    private Scene used(Doorway where, Instant when, Use.State state) {
        List<Use> uses = new ArrayList<>(history.uses());
        uses.add(new Use(where.device(), where.gate(), where.direction(), when, state));
        return history(history.uses(uses));
    }

    public Decision decide(Pass pass) {
        return decide(Maguey.genuine(pass));
    }

    public Decision decide(Genuine genuine) {
        return AdmissionRules.decide(genuine, sheet, history, headroom, doorway, now);
    }

    public static Instant ago(Duration before) {
        return Maguey.NINE.minus(before);
    }
}
