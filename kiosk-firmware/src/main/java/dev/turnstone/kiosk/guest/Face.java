package dev.turnstone.kiosk.guest;

import java.util.Optional;

/**
 * What the screen shows, whole. Colour and sound follow from the mood; the shape and the words say the same again.
 *
 * @param arrow whether an arrow points the guest onward
 * @param reference a few letters by which staff find this presentation; empty = none
 */
public record Face(
        Mood mood,
        Shape shape,
        boolean arrow,
        Line title,
        Line detail,
        Line next,
        String reference,
        Optional<Party> party) {

    /** How many of a party have come, this guest counted. */
    public record Party(int ordinal, int of) {}

    public enum Mood {
        /** Nobody is here: show how to aim. */
        IDLE,
        /** A code was read, and the answer is not known yet. */
        READING,
        /** It takes longer than anyone notices. */
        MOMENT,
        /** Come in. */
        WELCOME,
        /** Wait, or go elsewhere. */
        ELSEWHERE,
        /** Not this pass. */
        REFUSED,
        /** Ours to solve: a person helps. */
        STAFF,
        /** The way out is open. */
        EMERGENCY;

        /** Whether this covers the screen. */
        public boolean isAnswer() {
            return compareTo(WELCOME) >= 0;
        }
    }

    public enum Shape {
        NONE,
        TICK,
        BAR,
        ARROW,
        CLOCK,
        PERSON,
        EXIT
    }

    static Face plain(Mood mood, Line title, Line detail) {
        return new Face(mood, Shape.NONE, false, title, detail, Line.NOTHING, "", Optional.empty());
    }

    static Face answer(Mood mood, Shape shape, Line title, Line detail, Line next) {
        return new Face(mood, shape, false, title, detail, next, "", Optional.empty());
    }

    Face withArrow() {
        return new Face(mood, shape, true, title, detail, next, reference, party);
    }

    public Face withReference(String letters) {
        return new Face(mood, shape, arrow, title, detail, next, letters, party);
    }

    Face withParty(int ordinal, int of) {
        Line count = Line.of("welcome.party", Integer.toString(ordinal), Integer.toString(of));
        return new Face(mood, shape, arrow, title, count, next, reference, Optional.of(new Party(ordinal, of)));
    }
}
