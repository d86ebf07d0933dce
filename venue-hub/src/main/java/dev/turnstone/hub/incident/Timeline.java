package dev.turnstone.hub.incident;

import dev.turnstone.hub.incident.Incidents.Line;
import dev.turnstone.platform.pdf.Pdf;
import dev.turnstone.platform.text.Messages;
import java.util.ArrayList;
import java.util.List;

/** The incidents on A4, oldest first, as they are told one after the other. */
final class Timeline {
    private static final int WIDTH = 595;
    private static final int HEIGHT = 842;
    private static final int MARGIN = 48;
    private static final int SIZE = 10;
    private static final int LEADING = 14;
    /** So many letters of this size fit between the margins, of whatever width they are. */
    private static final int LETTERS = 84;

    private final List<Pdf.Page> pages = new ArrayList<>();
    private List<Pdf.Words> words = new ArrayList<>();
    private int y = HEIGHT - MARGIN;

    private Timeline() {}

    /** @param foot what proves it: how far the ledger is sealed */
    record Paper(String heading, String printed, String foot) {}

    static byte[] pdf(Paper paper, List<Line> newestFirst, Messages.Texts texts) {
        Timeline timeline = new Timeline();
        timeline.line(16, true, paper.heading);
        timeline.line(SIZE, false, paper.printed);
        timeline.gap();
        if (newestFirst.isEmpty()) {
            timeline.line(SIZE, false, texts.get("incidents.empty"));
        }
        for (Line line : newestFirst.reversed()) {
            timeline.incident(line, texts);
        }
        timeline.gap();
        timeline.wrapped(paper.foot, 0);
        timeline.turn();
        return Pdf.of(timeline.pages);
    }

    private void incident(Line line, Messages.Texts texts) {
        // An incident is not torn apart: at most six lines of it.
        if (y < MARGIN + 6 * LEADING) {
            turn();
        }
        line(SIZE, true, line.time() + "   " + line.word());
        wrapped(line.where() + " · " + line.detail(), 0);
        wrapped(line.note().isEmpty() ? texts.get(line.open() ? "incidents.open" : "incidents.none") : line.note(), 12);
        y -= LEADING / 2;
    }

    private void wrapped(String text, int indent) {
        StringBuilder row = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!row.isEmpty() && row.length() + 1 + word.length() > LETTERS) {
                put(MARGIN + indent, SIZE, false, row.toString());
                row.setLength(0);
            }
            row.append(row.isEmpty() ? "" : " ").append(word);
        }
        put(MARGIN + indent, SIZE, false, row.toString());
    }

    private void line(int size, boolean bold, String text) {
        put(MARGIN, size, bold, text);
        y -= Math.max(0, size - SIZE);
    }

    private void put(int x, int size, boolean bold, String text) {
        if (y < MARGIN) {
            turn();
        }
        words.add(new Pdf.Words(x, y - size, size, bold, text));
        y -= LEADING;
    }

    private void gap() {
        y -= LEADING;
    }

    private void turn() {
        pages.add(new Pdf.Page(WIDTH, HEIGHT, words));
        words = new ArrayList<>();
        y = HEIGHT - MARGIN;
    }
}
