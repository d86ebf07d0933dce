package dev.turnstone.turnstile.technician;

import dev.turnstone.platform.text.Messages;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.Duty;
import dev.turnstone.turnstile.lane.Fault;
import dev.turnstone.turnstile.lane.LaneCounters;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneView;
import java.util.List;

/** What the technician's page says of a lane, in one language. */
public record TechnicianPage(LaneView view, boolean fireOpen, LinePlan plan, Messages.Texts texts) {

    public String word(String key) {
        return texts.get(key);
    }

    public String title() {
        return texts.get("page.title", view.lane().value());
    }

    public boolean underTest() {
        return view.duty() == Duty.UNDER_TEST;
    }

    public boolean free() {
        return view.state() == LaneState.FREE;
    }

    /** Which colour and shape go with the state; the words beside it say the same. */
    public String mood() {
        if (underTest()) {
            return "wait";
        }
        return switch (view.state()) {
            case LOCKED -> "quiet";
            case GRANTED, PASSING, HELD_OPEN -> "welcome";
            case OUT_OF_SERVICE -> "wait";
            case FAULTED -> "refuse";
            case FREE -> "emergency";
        };
    }

    public String state() {
        return texts.get("state." + stateKey());
    }

    /** What that means for whoever stands there, and what to do about it. */
    public String sentence() {
        return texts.get("state." + stateKey() + ".sentence");
    }

    private String stateKey() {
        if (underTest()) {
            return "under-test";
        }
        if (free()) {
            return fireOpen ? "free-fire" : "free";
        }
        return Wiring.name(view.state());
    }

    public List<String> faults() {
        return view.faults().stream()
                .sorted()
                .map((Fault fault) -> texts.get("fault." + Wiring.name(fault)))
                .toList();
    }

    public List<Count> counts() {
        LaneCounters counters = view.counters();
        return List.of(
                count("in", counters.passagesIn()),
                count("out", counters.passagesOut()),
                count("abandoned", counters.abandoned()),
                count("cancelled", counters.cancelled()),
                count("forced", counters.forced()));
    }

    /** One counter since the program started. */
    public record Count(String what, String figure) {}

    private Count count(String key, long figure) {
        return new Count(texts.get("count." + key), texts.get("count.figure", figure));
    }

    public String line(String name) {
        return texts.get("line." + name);
    }

    public String lineNumber(LinePlan.Line line) {
        return texts.get("line.number", String.valueOf(line.number()));
    }

    public String tryLabel(LinePlan.Line line) {
        return texts.get("test.try.label", line(line.name()));
    }
}
