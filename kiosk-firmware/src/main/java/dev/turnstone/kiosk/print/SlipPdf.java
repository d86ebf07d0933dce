package dev.turnstone.kiosk.print;

import dev.turnstone.platform.pdf.Pdf;
import java.util.ArrayList;
import java.util.List;

/** A slip as a PDF of one page, for a kiosk without a printer of its own. */
public final class SlipPdf {
    private static final int MARGIN = 24;
    private static final int WIDTH = 288;

    private SlipPdf() {}

    public static byte[] of(Slip slip) {
        int size = slip.kind() == Slip.Kind.RECEIPT ? 18 : 28;
        int body = slip.kind() == Slip.Kind.RECEIPT ? 11 : 16;
        int height = 2 * MARGIN + size * 2 + slip.lines().size() * (body + 6);
        List<Pdf.Words> words = new ArrayList<>();
        int y = height - MARGIN - size;
        words.add(new Pdf.Words(MARGIN, y, size, true, slip.heading()));
        y -= size;
        for (String line : slip.lines()) {
            words.add(new Pdf.Words(MARGIN, y, body, false, line));
            y -= body + 6;
        }
        return Pdf.of(List.of(new Pdf.Page(WIDTH, height, words)));
    }
}
