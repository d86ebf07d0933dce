package dev.turnstone.rehearsal.venue;

import dev.turnstone.platform.json.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is said while things happen: short lines for people, one JSON object a line for programs. */
public final class Progress {
    private final PrintStream to;
    private final boolean json;

    private final Map<String, PartState> last = new ConcurrentHashMap<>();

    private Progress(PrintStream to, boolean json) {
        this.to = to;
        this.json = json;
    }

    public static Progress words(PrintStream to) {
        return new Progress(to, false);
    }

    public static Progress json(PrintStream to) {
        return new Progress(to, true);
    }

    public void part(PartView view) {
        if (last.put(view.name(), view.state()) == view.state()) {
            return;
        }
        if (json) {
            object(
                    "part",
                    view.name(),
                    "state",
                    view.state().name().toLowerCase(Locale.ROOT),
                    "seconds",
                    seconds(view),
                    "note",
                    view.note());
            return;
        }
        switch (view.state()) {
            case READY -> line(named(view, "ready %5.1f s   %s".formatted(seconds(view), view.home())));
            case DIED -> line(named(view, "died and is started again: " + view.note()));
            case UNWELL -> line(named(view, "says that it is not ready any more"));
            case CUT -> line(named(view, "has no power"));
            case STARTING -> {
                if (view.restarts() == 0) {
                    line(named(view, "…"));
                }
            }
            case STOPPED -> {}
        }
    }

    private static String named(PartView view, String words) {
        return "  %-8s %s".formatted(view.title(), words);
    }

    public void say(String event, String sentence) {
        if (json) {
            object("event", event, "text", sentence);
        } else {
            line(event + ": " + sentence);
        }
    }

    /** One step of a journey, with what was measured about it. */
    public void step(boolean ok, String what, String figure) {
        if (json) {
            object("step", what, "ok", ok, "figure", figure);
        } else {
            line("  %s %-56s %s".formatted(ok ? "✓" : "✗", what, figure));
        }
    }

    public void summary(boolean ok, String sentence) {
        if (json) {
            object("summary", sentence, "ok", ok);
        } else {
            line(sentence);
        }
    }

    private static double seconds(PartView view) {
        return Math.round(view.took().toMillis() / 100.0) / 10.0;
    }

    private synchronized void line(String words) {
        to.println(words);
        to.flush();
    }

    private synchronized void object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        to.println(Json.text(object));
        to.flush();
    }
}
