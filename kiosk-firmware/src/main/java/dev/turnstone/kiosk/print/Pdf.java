package dev.turnstone.kiosk.print;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A slip as a PDF, for a kiosk without a printer of its own: one page, the two Helveticas that every reader has, and
 * nothing else.
 */
public final class Pdf {
    private static final Charset LATIN = Charset.forName("windows-1252");
    private static final int MARGIN = 24;

    private Pdf() {}

    public static byte[] of(Slip slip) {
        int size = slip.kind() == Slip.Kind.RECEIPT ? 18 : 28;
        int body = slip.kind() == Slip.Kind.RECEIPT ? 11 : 16;
        int width = 288;
        int height = 2 * MARGIN + size * 2 + slip.lines().size() * (body + 6);
        StringBuilder page = new StringBuilder("BT\n");
        page.append(
                "/F2 %d Tf %d %d Td (%s) Tj\n".formatted(size, MARGIN, height - MARGIN - size, quoted(slip.heading())));
        page.append("/F1 %d Tf 0 -%d Td\n".formatted(body, size));
        slip.lines().forEach(line -> page.append("(%s) Tj 0 -%d Td\n".formatted(quoted(line), body + 6)));
        page.append("ET\n");
        byte[] content = page.toString().getBytes(LATIN);
        List<byte[]> objects = new ArrayList<>();
        objects.add(ascii("<< /Type /Catalog /Pages 2 0 R >>"));
        objects.add(ascii("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"));
        objects.add(ascii(("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 6 0 R"
                        + " /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>")
                .formatted(width, height)));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"));
        objects.add(ascii("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"));
        objects.add(joined(ascii("<< /Length %d >>\nstream\n".formatted(content.length)), content, ascii("endstream")));
        return file(objects);
    }

    private static byte[] file(List<byte[]> objects) {
        byte[] out = ascii("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int at = 0; at < objects.size(); at++) {
            table.append("%010d 00000 n \n".formatted(out.length));
            out = joined(out, ascii((at + 1) + " 0 obj\n"), objects.get(at), ascii("\nendobj\n"));
        }
        int start = out.length;
        return joined(
                out,
                ascii("xref\n0 %d\n".formatted(objects.size() + 1) + table),
                ascii("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
                        .formatted(objects.size() + 1, start)));
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
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }
}
