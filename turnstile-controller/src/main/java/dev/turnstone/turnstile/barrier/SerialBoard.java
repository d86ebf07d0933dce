package dev.turnstone.turnstile.barrier;

import dev.turnstone.turnstile.barrier.BoardSettings.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A serial relay board of the LCUS kind, sold by many names, mostly with a CH340 between it and USB.
 *
 * <pre>
 * request and answer, 4 bytes
 *   0  0xA0
 *   1  relay, from 1
 *   2  request: 0 off, 1 on, no answer; 2 off, 3 on, 5 what is it, answered
 *      answer:  0 off, 1 on
 *   3  sum of the three, modulo 256
 * </pre>
 */
final class SerialBoard implements RelayBoard {
    private static final int START = 0xA0;
    private static final int BYTES = 4;
    private static final int ON = 1;
    private static final int ANSWER = 2;
    private static final int ASK = 5;
    /** Nine bytes each way at 9,600 baud take 10 ms; the rest is the board's. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(300);

    private final BoardSettings.Serial settings;
    private final Duration answerWithin;
    private @Nullable Tty port;

    SerialBoard(BoardSettings.Serial settings) {
        this(settings, ANSWER_WITHIN);
    }

    SerialBoard(BoardSettings.Serial settings, Duration answerWithin) {
        this.settings = settings;
        this.answerWithin = answerWithin;
    }

    @Override
    public void open() throws IOException {
        close();
        port = Tty.open(settings.device(), settings.baud());
    }

    @Override
    public void set(Relays relays) throws IOException {
        settings.channels().each(relays, (channel, level) -> {
            int operation = level == Level.HIGH ? ON : 0;
            switch (settings.protocol()) {
                case LCUS -> opened().write(frame(channel, operation));
                case LCUS_ANSWERING -> ask(channel, operation + ANSWER, level);
            }
        });
    }

    /** Said again where nobody answers: a port that is gone fails, and a board that lost its power is told anew. */
    @Override
    public void check(Relays relays) throws IOException {
        if (settings.protocol() == Protocol.LCUS) {
            set(relays);
        } else {
            settings.channels().each(relays, (channel, level) -> ask(channel, ASK, level));
        }
    }

    @Override
    public void close() {
        Tty open = port;
        port = null;
        if (open != null) {
            open.close();
        }
    }

    private void ask(int channel, int operation, Level expected) throws IOException {
        Tty tty = opened();
        tty.drain();
        tty.write(frame(channel, operation));
        byte[] answer = tty.read(BYTES, answerWithin);
        if (!Arrays.equals(answer, frame(channel, expected == Level.HIGH ? ON : 0))) {
            throw new IOException("%s answered %s where relay %d should be %s"
                    .formatted(
                            settings.device(),
                            HexFormat.ofDelimiter(" ").formatHex(answer),
                            channel,
                            expected == Level.HIGH ? "on" : "off"));
        }
    }

    private Tty opened() throws IOException {
        Tty open = port;
        if (open == null) {
            throw new IOException(settings.device() + " is closed");
        }
        return open;
    }

    static byte[] frame(int channel, int operation) {
        return new byte[] {
            (byte) START, (byte) channel, (byte) operation, (byte) (START + channel + operation),
        };
    }
}
