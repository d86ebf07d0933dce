package dev.turnstone.turnstile.lane;

import dev.turnstone.platform.config.Config;
import dev.turnstone.platform.config.KeyFault;
import dev.turnstone.turnstile.barrier.BarrierKind;
import dev.turnstone.turnstile.barrier.BoardSettings;
import dev.turnstone.turnstile.barrier.BoardSettings.Baud;
import dev.turnstone.turnstile.barrier.BoardSettings.Flash;
import dev.turnstone.turnstile.barrier.BoardSettings.Protocol;
import dev.turnstone.turnstile.barrier.BoardSettings.Writing;
import dev.turnstone.turnstile.barrier.Channels;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Wiring;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Reads where a lane's relays are, if they are not on the chip's own lines. */
final class BoardConfig {
    private static final int MODBUS_PORT = 502;
    private static final int HIGHEST_RELAY = 255;
    private static final int HIGHEST_COIL = 65_535;
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private BoardConfig() {}

    static Optional<BoardSettings> read(Config lane, Config controller, LaneProfile profile, LaneTimings timings) {
        Config relays = controller.section("relays");
        return switch (relays.choice("by", By.class, By.PINS)) {
            case PINS -> Optional.empty();
            case SERIAL -> {
                mustBeBounded(relays, profile, Set.of(StuckPulse.ONE_SHOT));
                yield Optional.of(new BoardSettings.Serial(
                        relays.path("device"),
                        said(relays),
                        baud(relays),
                        channels(lane.section("relays"), profile, 1, HIGHEST_RELAY)));
            }
            case MODBUS -> Optional.of(modbus(lane, relays, profile, timings));
        };
    }

    /** A board's relays and the chip's own are never both wired. */
    static void mustNotBeOnPins(Wiring wiring) {
        for (OutputLine line : Set.of(OutputLine.RELAY_IN, OutputLine.RELAY_OUT)) {
            if (wiring.outputs().containsKey(line)) {
                throw new KeyFault(
                        Wiring.key(line),
                        "it is a line of the chip, but controller.relays.by says that the relays are on a board");
            }
        }
    }

    private static BoardSettings modbus(Config lane, Config relays, LaneProfile profile, LaneTimings timings) {
        Optional<Flash> flash = relays.optionalText("flash-from")
                .map(said -> new Flash(relays.integer("flash-from", 0, 0, HIGHEST_COIL), timings.pulseCap()));
        mustBeBounded(
                relays,
                profile,
                flash.isPresent() ? Set.of(StuckPulse.ONE_SHOT, StuckPulse.FLASH) : Set.of(StuckPulse.ONE_SHOT));
        if (flash.isPresent() && profile.kind() == BarrierKind.HELD) {
            throw new KeyFault(
                    "controller.relays.flash-from",
                    "a flash is a pulse, and a held lock must stay energised while it is locked");
        }
        return new BoardSettings.Modbus(
                relays.text("host"),
                relays.integer("port", MODBUS_PORT, 1, 65_535),
                relays.integer("unit", 1, 0, 255),
                relays.duration("timeout", TIMEOUT),
                relays.choice("write", Writing.class, Writing.SINGLE),
                flash,
                channels(lane.section("relays"), profile, 0, HIGHEST_COIL));
    }

    /** What ends a pulse when the program dies in the middle of it: a board stays as it was last told. */
    private static void mustBeBounded(Config relays, LaneProfile profile, Set<StuckPulse> enough) {
        if (profile.kind() == BarrierKind.HELD) {
            return; // No current is free, and the keep-alive takes the current away.
        }
        relays.text("stuck-pulse");
        StuckPulse said = relays.choice("stuck-pulse", StuckPulse.class, StuckPulse.ONE_SHOT);
        if (!enough.contains(said)) {
            throw new KeyFault(
                    "controller.relays.stuck-pulse",
                    "flash needs relays.flash-from, of a module that can end a pulse by itself");
        }
    }

    private static Channels channels(Config numbers, LaneProfile profile, int lowest, int highest) {
        Optional<Integer> in = number(numbers, "in", lowest, highest);
        Optional<Integer> out = number(numbers, "out", lowest, highest);
        profile.ways().forEach(way -> {
            if (profile.relayOf(way) == OutputLine.RELAY_IN && in.isEmpty()) {
                numbers.text("in");
            } else if (profile.relayOf(way) == OutputLine.RELAY_OUT && out.isEmpty()) {
                numbers.text("out");
            }
        });
        return new Channels(in, out);
    }

    private static Optional<Integer> number(Config numbers, String key, int lowest, int highest) {
        return numbers.optionalText(key).map(said -> numbers.integer(key, lowest, lowest, highest));
    }

    private static Protocol said(Config relays) {
        relays.text("protocol");
        return relays.choice("protocol", Protocol.class, Protocol.LCUS);
    }

    private static Baud baud(Config relays) {
        int said = relays.integer("baud", 9_600, 1, Integer.MAX_VALUE);
        return Baud.of(said)
                .orElseThrow(() ->
                        relays.fault(new KeyFault("baud", said + " is none of 9600, 19200, 38400, 57600 and 115200")));
    }

    private enum By {
        PINS,
        SERIAL,
        MODBUS
    }

    private enum StuckPulse {
        ONE_SHOT,
        FLASH
    }
}
