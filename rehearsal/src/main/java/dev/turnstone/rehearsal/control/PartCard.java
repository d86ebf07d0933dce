package dev.turnstone.rehearsal.control;

import dev.turnstone.rehearsal.venue.PartState;
import dev.turnstone.rehearsal.venue.PartView;

/**
 * A part on the page.
 *
 * @param tone what colour and shape it has: welcome, wait or refuse
 */
public record PartCard(
        String name, String title, String home, String tone, String words, boolean ready, boolean powered) {
    static PartCard of(PartView view) {
        return new PartCard(
                view.name(),
                view.title(),
                view.home().toString(),
                tone(view),
                words(view),
                view.state() == PartState.READY,
                view.state() != PartState.CUT);
    }

    private static String tone(PartView view) {
        return switch (view.state()) {
            case READY -> view.note().isEmpty() ? "welcome" : "wait";
            case STARTING, UNWELL -> "wait";
            case DIED, CUT, STOPPED -> "refuse";
        };
    }

    private static String words(PartView view) {
        return switch (view.state()) {
            case READY -> view.note().isEmpty() ? "all well" : view.note();
            case STARTING -> "starting …";
            case UNWELL -> "not ready: " + view.note();
            case DIED -> "died, and is started again: " + view.note();
            case CUT -> "no power";
            case STOPPED -> "stopped";
        };
    }
}
