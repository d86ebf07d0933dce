package dev.turnstone.kiosk.print;

import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * A slip in the language of receipt printers, and what they answer about themselves.
 *
 * <pre>
 *   ESC @             begin anew              ESC t 16       code page 1252
 *   ESC a n           0 left, 1 centred       ESC E n        bold
 *   GS  ! n           width-1 &lt;&lt; 4 | height-1
 *   GS  V 66 n        feed n and cut
 *
 *   DLE EOT n         asks, and is answered by one byte 0xx1xx10:
 *     n = 2 offline   bit 2 cover open, bit 5 paper ended, bit 6 error
 *     n = 4 paper     bits 5 and 6 no paper
 *
 *   GS  r 1           asks in its turn, and is answered by one byte: bits 2 and 3 no paper
 * </pre>
 */
final class EscPos {
    static final byte[] ASK_OFFLINE = {0x10, 0x04, 2};
    static final byte[] ASK_PAPER = {0x10, 0x04, 4};

    /** Answered only when everything before it is on paper: DLE EOT overtakes what is still to be printed. */
    static final byte[] ASK_WHEN_DONE = {0x1D, 'r', 1};

    private static final int ESC = 0x1B;
    private static final int GS = 0x1D;
    private static final int FIXED_MASK = 0b1001_0011;
    private static final int FIXED_BITS = 0b0001_0010;
    private static final int COVER_OPEN = 1 << 2;
    private static final int STOPPED_WITHOUT_PAPER = 1 << 5;
    private static final int FAULT = 1 << 6;
    private static final int NO_PAPER = 0b0110_0000;
    private static final Charset LATIN = Charset.forName("windows-1252");

    private EscPos() {}

    static byte[] encode(Slip slip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        put(out, ESC, '@', ESC, 't', 16);
        put(out, ESC, 'a', 1, ESC, 'E', 1, GS, '!', headingSize(slip.kind()));
        text(out, slip.heading());
        put(out, GS, '!', slip.kind() == Slip.Kind.RECEIPT ? 0 : 0x11, ESC, 'E', 0);
        put(out, ESC, 'a', slip.kind() == Slip.Kind.RECEIPT ? 0 : 1);
        slip.lines().forEach(line -> text(out, line));
        put(out, GS, '!', 0, ESC, 'a', 0, GS, 'V', 66, 96);
        return out.toByteArray();
    }

    private static int headingSize(Slip.Kind kind) {
        return switch (kind) {
            case RECEIPT -> 0x11;
            case WRISTBAND -> 0x22;
            case BADGE -> 0x33;
        };
    }

    /** Control characters in what people typed must never reach a printer as commands. */
    private static void text(ByteArrayOutputStream out, String line) {
        out.writeBytes(latin(line.replaceAll("\\p{Cntrl}", " ")));
        out.write('\n');
    }

    private static byte[] latin(String text) {
        try {
            var bytes = LATIN.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .encode(CharBuffer.wrap(text));
            byte[] out = new byte[bytes.remaining()];
            bytes.get(out);
            return out;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("everything is replaced", e);
        }
    }

    private static void put(ByteArrayOutputStream out, int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
    }

    /** What both answers together mean; an answer that is none is an unknown printer, and is let print. */
    static PrinterState state(int offline, int paper) {
        boolean told = isStatus(offline) && isStatus(paper);
        if (!told) {
            return PrinterState.READY;
        }
        if ((offline & COVER_OPEN) != 0) {
            return PrinterState.COVER_OPEN;
        }
        if ((offline & STOPPED_WITHOUT_PAPER) != 0 || (paper & NO_PAPER) == NO_PAPER) {
            return PrinterState.OUT_OF_PAPER;
        }
        return (offline & FAULT) != 0 ? PrinterState.AWAY : PrinterState.READY;
    }

    /** Whether the answer to {@link #ASK_WHEN_DONE} says that all of it is on paper. */
    static boolean done(int answer) {
        return answer >= 0 && (answer & 0b1001_1100) == 0;
    }

    private static boolean isStatus(int answer) {
        return answer >= 0 && (answer & FIXED_MASK) == FIXED_BITS;
    }
}
