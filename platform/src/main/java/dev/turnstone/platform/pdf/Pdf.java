package dev.turnstone.platform.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pages of plain words: the two Helveticas that every reader has, and nothing else. What they lack is a question mark. */
public final class Pdf {
    private static final Charset LATIN = Charset.forName("windows-1252");
    /** Catalog, list of pages, and the two fonts stand before the first page. */
    private static final int FIRST_PAGE = 5;

    private Pdf() {}

    /** In points, of which an inch has 72. */
    public record Page(int width, int height, List<Words> words) {
        public Page {
            words = List.copyOf(words);
        }
    }

    /**
     * Some words on one line.
     *
     * @param x from the left edge
     * @param y from the lower edge to the line that they stand on
     */
    public record Words(int x, int y, int size, boolean bold, String text) {}

    public static byte[] of(List<Page> pages) {
        List<byte[]> objects = new ArrayList<>();
        objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
        String kids = IntStream.range(0, pages.size())
                .mapToObj(page -> FIRST_PAGE + 2 * page + " 0 R")
                .collect(Collectors.joining(" "));
        objects.add(ascii("<< /Type /Pages /Kids [%s] /Count %d >>".formatted(kids, pages.size())));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"));
        for (Page page : pages) {
            objects.add(ascii(("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
                            + " /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>")
                    .formatted(page.width, page.height, objects.size() + 2)));
            byte[] content = content(page);
            objects.add(
                    joined(ascii("<< /Length %d >>\nstream\n".formatted(content.length)), content, ascii("endstream")));
        }
        return file(objects);
    }

    private static byte[] content(Page page) {
        StringBuilder drawn = new StringBuilder("BT\n");
        page.words.forEach(words -> drawn.append("/%s %d Tf 1 0 0 1 %d %d Tm (%s) Tj\n"
                .formatted(words.bold ? "F2" : "F1", words.size, words.x, words.y, quoted(words.text))));
        return drawn.append("ET\n").toString().getBytes(LATIN);
    }

    private static byte[] file(List<byte[]> objects) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.4\n"));
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int at = 0; at < objects.size(); at++) {
            table.append("%010d 00000 n \n".formatted(out.size()));
            out.writeBytes(joined(ascii((at + 1) + " 0 obj\n"), objects.get(at), ascii("\nendobj\n")));
        }
        int start = out.size();
        out.writeBytes(ascii("xref\n0 %d\n".formatted(objects.size() + 1) + table));
        out.writeBytes(ascii(
                "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(objects.size() + 1, start)));
        return out.toByteArray();
    }

    private static String quoted(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("\\", "\\\\")
                .replace("(", "\\(")
                .replace(")", "\\)");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
