package dev.turnstone.rehearsal.control;

import dev.turnstone.rehearsal.venue.PartState;
import dev.turnstone.rehearsal.venue.PartView;
import java.util.Locale;

/**
 * A part on the page.
 *
 * @param tone what colour and shape it has: welcome, wait or refuse
 */
public record PartCard(String name, String title, String home, String tone, String words, boolean powered) {
    static PartCard of(PartView view) {
        return new PartCard(
                view.name(),
                view.title(),
                view.home().toString(),
                tone(view.state()),
                words(view),
                view.state() != PartState.CUT);
    }

    private static String tone(PartState state) {
        return switch (state) {
            case READY -> "welcome";
            case STARTING, UNWELL -> "wait";
            case DIED, CUT, STOPPED -> "refuse";
        };
    }

    private static String words(PartView view) {
        return switch (view.state()) {
            case READY ->
                String.format(Locale.ROOT, "ready after %.1f s", view.took().toMillis() / 1000.0);
            case STARTING -> "starting …";
            case UNWELL -> "runs, but says it is not ready";
            case DIED -> "died, and is started again: " + view.note();
            case CUT -> "no power";
            case STOPPED -> "stopped";
        };
    }
}
