package dev.turnstone.hub.order;

import dev.turnstone.hub.staff.Power;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person at the hub may ask a device for. */
public enum Action {
    OPEN_ONCE("open-once", Power.LET_IN, About.LANE),
    HOLD_OPEN("hold-open", Power.HOLD_OPEN, About.LANE),
    /** Back to normal service. */
    LOCK("lock", Power.CLOSE, About.LANE),
    OUT_OF_SERVICE("out-of-service", Power.CLOSE, About.LANE),
    EMERGENCY_RELEASE("emergency-release", Power.FREE_EVERYONE, About.LANE),
    IDENTIFY("identify", Power.TELL, About.DEVICE),
    MESSAGE("message", Power.TELL, About.DEVICE),
    VOLUME("volume", Power.MAINTAIN, About.DEVICE),
    RESTART("restart", Power.MAINTAIN, About.DEVICE);

    /** What is asked: one lane of a device, or all of it. */
    enum About {
        LANE,
        DEVICE
    }

    private final String word;
    private final Power power;
    private final About about;

    Action(String word, Power power, About about) {
        this.word = word;
        this.power = power;
        this.about = about;
    }

    /** As devices, the audit and the pages' texts know it. */
    public String word() {
        return word;
    }

    public Power power() {
        return power;
    }

    About about() {
        return about;
    }

    /** Whether it needs words: what to show, or how loud. */
    public boolean hasText() {
        return this == MESSAGE || this == VOLUME;
    }

    public static Optional<Action> of(String word) {
        return Stream.of(values()).filter(action -> action.word.equals(word)).findFirst();
    }
}
