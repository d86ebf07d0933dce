package dev.turnstone.kiosk.print;

import static dev.turnstone.kiosk.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.print.StandInPrinter.Manner;
import dev.turnstone.platform.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips on paper, at a printer that does everything printers do. */
class PrintingTest {
    private static final Charset LATIN = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    private StandInPrinter paper;

    @BeforeEach
    void switchOn() throws IOException {
        paper = new StandInPrinter();
    }

    @AfterEach
    void switchOff() {
        paper.close();
    }

    @Test
    void slipsComeOutOnceEachInTheirOrder() {
        try (Printing printing = printing()) {
            IntStream.range(0, 5).forEach(number -> assertTrue(printing.print(slip("slip " + number))));
            eventually("all are printed", () -> paper.printed().size() == 5 && printing.waiting() == 0);
        }
        for (int number = 0; number < 5; number++) {
            assertTrue(
                    paper.printed().get(number).contains("slip " + number),
                    paper.printed().get(number));
        }
    }

    @Test
    void aPrinterWithoutPaperIsToldFromOneWithItsCoverOpenAndBothLoseNothing() {
        paper.behave(Manner.OUT_OF_PAPER);
        try (Printing printing = printing()) {
            printing.print(slip("first"));
            printing.print(slip("second"));
            eventually("out of paper", () -> printing.state() == PrinterState.OUT_OF_PAPER);
            paper.behave(Manner.COVER_OPEN);
            eventually("cover open", () -> printing.state() == PrinterState.COVER_OPEN);
            assertEquals(2, printing.waiting());
            paper.behave(Manner.GOOD);
            eventually("both are printed", () -> printing.waiting() == 0);
            assertEquals(PrinterState.READY, printing.state());
        }
        assertEquals(2, paper.printed().size());
    }

    @Test
    void paperThatEndsInTheMiddleOfASlipCostsNoSlip() {
        paper.behave(Manner.ENDS_IN_THE_MIDDLE);
        try (Printing printing = printing()) {
            printing.print(slip("the whole of it"));
            eventually("out of paper", () -> printing.state() == PrinterState.OUT_OF_PAPER);
            assertEquals(1, printing.waiting());
            assertEquals(List.of(), paper.printed());
            paper.behave(Manner.GOOD);
            eventually("printed", () -> printing.waiting() == 0);
        }
        assertTrue(paper.printed().getFirst().contains("the whole of it"));
    }

    @Test
    void aPrinterThatHangsUpOrIsNotThereIsAwayUntilItIsBack() throws IOException {
        paper.behave(Manner.HANGS_UP);
        int port = paper.port();
        try (Printing printing = printing()) {
            printing.print(slip("patient"));
            eventually("away", () -> printing.state() == PrinterState.AWAY);
            paper.behave(Manner.GOOD);
            eventually("printed", () -> printing.waiting() == 0);
            assertEquals(PrinterState.READY, printing.state());
        }
        assertTrue(port > 0);
    }

    @Test
    void aPrinterThatSaysNothingOrNonsenseIsLetPrint() {
        paper.behave(Manner.BABBLES);
        try (Printing printing = printing()) {
            printing.print(slip("hello"));
            eventually("printed", () -> printing.waiting() == 0);
        }
        assertEquals(1, paper.printed().size());
    }

    @Test
    void whatWaitsOutlivesTheProgram() throws IOException {
        paper.behave(Manner.OUT_OF_PAPER);
        try (Printing printing = printing()) {
            printing.print(slip("before the restart"));
            eventually("out of paper", () -> printing.state() == PrinterState.OUT_OF_PAPER);
        }
        Files.writeString(folder.resolve("0.slip"), "{ torn");
        paper.behave(Manner.GOOD);
        try (Printing printing = printing()) {
            printing.print(slip("after it"));
            eventually("both are printed", () -> printing.waiting() == 0);
        }
        assertTrue(paper.printed().get(0).contains("before the restart"));
        assertTrue(paper.printed().get(1).contains("after it"));
        assertTrue(Files.exists(folder.resolve("0.unreadable")));
    }

    @Test
    void moreThanAnybodyWillPrintIsNotTakenAndSaysSo() throws IOException {
        SlipQueue queue = new SlipQueue(folder);
        for (int number = 0; number < SlipQueue.MOST; number++) {
            assertTrue(queue.add(slip("n" + number)));
        }
        assertFalse(queue.add(slip("one too many")));
        assertEquals(SlipQueue.MOST, queue.size());
    }

    @Test
    void aDeviceFileIsWrittenAndOneThatIsMissingIsAway() throws IOException {
        Path device = folder.resolve("lp0");
        try (Printing printing =
                new Printing(new FilePrinter(device), new SlipQueue(folder.resolve("queue")), Duration.ofMillis(50))) {
            printing.start();
            printing.print(slip("by cable"));
            eventually("away", () -> printing.state() == PrinterState.AWAY);
            Files.createFile(device);
            eventually("printed", () -> printing.waiting() == 0);
        }
        assertTrue(Files.readString(device, LATIN).contains("by cable"));
    }

    @Test
    void whatPeopleTypeIsNeverACommandOfThePrinter() {
        String bytes = new String(
                EscPos.encode(new Slip(Slip.Kind.BADGE, "Año \u001B@ \u0010\u0004 夜", List.of("a\nb"))), LATIN);

        assertTrue(bytes.contains("Año  @    ?"), bytes);
        assertTrue(bytes.contains("a b\n"));
    }

    @Test
    void aPdfSaysTheSameAndItsTableFindsEveryObject() {
        byte[] pdf = SlipPdf.of(new Slip(Slip.Kind.RECEIPT, "Maguey (Sábado)", List.of("2 of 4", "ref 7Q2")));
        String text = new String(pdf, LATIN);

        assertTrue(text.startsWith("%PDF-1.4\n") && text.endsWith("%%EOF\n"));
        assertTrue(text.contains("(Maguey \\(Sábado\\)) Tj"));
        int table = Integer.parseInt(text.substring(text.indexOf("startxref\n") + 10, text.indexOf("\n%%EOF")));
        assertTrue(text.startsWith("xref\n0 7\n", table));
        for (int object = 1; object <= 6; object++) {
            int entry = table + "xref\n0 7\n".length() + 20 * object;
            int offset = Integer.parseInt(text.substring(entry, entry + 10));
            assertTrue(text.startsWith(object + " 0 obj\n", offset), "object " + object);
        }
        assertEquals(pdf.length, text.getBytes(LATIN).length);
        assertTrue(new String(pdf, StandardCharsets.ISO_8859_1).contains("/Helvetica-Bold"));
    }

    @Test
    void anAddressThatIsNoPrinterIsSaidAtTheStart() {
        assertThrows(ConfigException.class, () -> Printing.at(URI.create("http://printer"), folder));
    }

    private Printing printing() {
        Printing printing = new Printing(
                new NetworkPrinter("127.0.0.1", paper.port()), new SlipQueue(folder), Duration.ofMillis(50));
        printing.start();
        return printing;
    }

    private static Slip slip(String heading) {
        return new Slip(Slip.Kind.RECEIPT, heading, List.of("line"));
    }
}
