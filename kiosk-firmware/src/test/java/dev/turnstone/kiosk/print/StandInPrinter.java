package dev.turnstone.kiosk.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A printer at a port of this machine, which behaves as badly as the test wants. */
final class StandInPrinter implements AutoCloseable {
    private static final Charset LATIN = Charset.forName("windows-1252");
    private static final int READY = 0b0001_0010;

    /** What it does with whoever connects. */
    enum Manner {
        GOOD,
        OUT_OF_PAPER,
        COVER_OPEN,
        /** Takes half of a slip, and then has no more paper. */
        ENDS_IN_THE_MIDDLE,
        HANGS_UP,
        /** Prints, and says nothing about anything. */
        MUTE,
        /** Answers what no printer answers. */
        BABBLES
    }

    private final ServerSocket door;
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.GOOD;

    StandInPrinter() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    void behave(Manner changed) {
        manner = changed;
    }

    /** Everything that came out of it whole, a text each. */
    List<String> printed() {
        return printed;
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket guest = door.accept()) {
                talk(guest);
            } catch (IOException e) {
                // The kiosk hung up, or the test is over.
            }
        }
    }

    private void talk(Socket guest) throws IOException {
        InputStream in = guest.getInputStream();
        ByteArrayOutputStream paper = new ByteArrayOutputStream();
        int read = in.read();
        while (read >= 0) {
            if (manner == Manner.HANGS_UP) {
                return;
            }
            if (read == 0x10) {
                in.read();
                answer(guest, real(in.read()));
            } else if (read == 0x1D && peek(in, paper)) {
                if (manner == Manner.ENDS_IN_THE_MIDDLE) {
                    manner = Manner.OUT_OF_PAPER;
                } else if (manner == Manner.GOOD) {
                    printed.add(paper.toString(LATIN));
                    answer(guest, 0);
                } else if (manner == Manner.MUTE || manner == Manner.BABBLES) {
                    printed.add(paper.toString(LATIN));
                    answer(guest, 0xFF);
                }
                paper.reset();
            } else {
                paper.write(read);
            }
            read = in.read();
        }
    }

    /** Whether this was the question in its turn; another command of the same beginning goes to paper. */
    private static boolean peek(InputStream in, ByteArrayOutputStream paper) throws IOException {
        int second = in.read();
        if (second == 'r') {
            in.read();
            return true;
        }
        paper.write(second);
        return false;
    }

    private int real(int question) {
        return switch (manner) {
            case GOOD, ENDS_IN_THE_MIDDLE, HANGS_UP, MUTE -> READY;
            case OUT_OF_PAPER -> question == 2 ? READY | 1 << 5 : READY | 0b0110_0000;
            case COVER_OPEN -> question == 2 ? READY | 1 << 2 : READY;
            case BABBLES -> 0xFF;
        };
    }

    private void answer(Socket guest, int status) throws IOException {
        if (manner != Manner.MUTE) {
            guest.getOutputStream().write(status);
            guest.getOutputStream().flush();
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
