package dev.turnstone.turnstile.barrier;

import dev.turnstone.turnstile.barrier.BoardSettings.Flash;
import dev.turnstone.turnstile.barrier.BoardSettings.Writing;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A relay module on the network: coils written by function 05 or 15 and read back by function 01. Whatever it says, its
 * coils are looked at afterwards. Being asked every half second, it may also guard itself: a host watchdog of two
 * seconds in the module lets go of everything when the controller is lost.
 */
final class ModbusBoard implements RelayBoard {
    private static final int READ_COILS = 1;
    private static final int WRITE_COIL = 5;
    private static final int WRITE_COILS = 15;
    private static final int ON = 0xFF00;

    private final BoardSettings.Modbus settings;
    private @Nullable ModbusClient connection;

    ModbusBoard(BoardSettings.Modbus settings) {
        this.settings = settings;
    }

    @Override
    public void open() throws IOException {
        close();
        connection = ModbusClient.connect(settings.host(), settings.port(), settings.unit(), settings.timeout());
    }

    @Override
    public void set(Relays relays) throws IOException {
        if (settings.writing() == Writing.MULTIPLE) {
            writeAll(relays);
        } else {
            settings.channels().each(relays, this::write);
        }
        check(relays);
    }

    /** A coil that flashes may have ended its flash; one that is on and should not be is never right. */
    @Override
    public void check(Relays relays) throws IOException {
        settings.channels().each(relays, (coil, level) -> {
            boolean on = isOn(coil);
            boolean mayHaveEnded = settings.flash().isPresent() && level == Level.HIGH;
            if (on != (level == Level.HIGH) && !mayHaveEnded) {
                throw new IOException("coil %d of %s is %s where it should be %s"
                        .formatted(coil, settings.host(), on ? "on" : "off", on ? "off" : "on"));
            }
        });
    }

    private boolean isOn(int coil) throws IOException {
        ByteBuffer answer = connected().ask(READ_COILS, words(coil, 1));
        if (answer.remaining() != 2 || answer.get(0) != 1) {
            throw new IOException(settings.host() + " told something else than one coil");
        }
        return (answer.get(1) & 1) == 1;
    }

    @Override
    public void close() {
        ModbusClient open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void write(int coil, Level level) throws IOException {
        if (level == Level.HIGH && settings.flash().isPresent()) {
            Flash flash = settings.flash().get();
            echoed(WRITE_COIL, words(flash.from() + coil, flash.tenths()));
        } else {
            echoed(WRITE_COIL, words(coil, level == Level.HIGH ? ON : 0));
        }
    }

    private void writeAll(Relays relays) throws IOException {
        int[] bits = {0};
        int[] range = {Integer.MAX_VALUE, 0};
        settings.channels().each(relays, (coil, level) -> range[0] = Math.min(range[0], coil));
        settings.channels().each(relays, (coil, level) -> {
            bits[0] |= level == Level.HIGH ? 1 << (coil - range[0]) : 0;
            range[1] = Math.max(range[1], coil);
        });
        byte[] head = words(range[0], range[1] - range[0] + 1);
        ByteBuffer data =
                ByteBuffer.allocate(head.length + 2).put(head).put((byte) 1).put((byte) bits[0]);
        ByteBuffer answer = connected().ask(WRITE_COILS, data.array());
        mustEcho(answer, head);
    }

    private void echoed(int function, byte... data) throws IOException {
        mustEcho(connected().ask(function, data), data);
    }

    private void mustEcho(ByteBuffer answer, byte... asked) throws IOException {
        if (!answer.equals(ByteBuffer.wrap(asked))) {
            throw new IOException(settings.host() + " acknowledged something that it was not asked for");
        }
    }

    private ModbusClient connected() throws IOException {
        ModbusClient open = connection;
        if (open == null) {
            throw new IOException(settings.host() + " is not connected");
        }
        return open;
    }

    private static byte[] words(int first, int second) {
        return ByteBuffer.allocate(4)
                .putShort((short) first)
                .putShort((short) second)
                .array();
    }
}
