package dev.turnstone.turnstile.lane;

import dev.turnstone.platform.config.Config;
import dev.turnstone.turnstile.barrier.BoardSettings;
import dev.turnstone.turnstile.barrier.Level;
import dev.turnstone.turnstile.gpio.InputLine;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.gpio.Sense;
import dev.turnstone.turnstile.gpio.Wiring;
import dev.turnstone.turnstile.lane.LaneSettings.StrictGpiod;
import dev.turnstone.turnstile.light.StripSettings;
import dev.turnstone.turnstile.sense.Sensing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of a real lane, and refuses what leaves out a line that the lane's profile relies on. */
final class GpioConfig {
    private static final Duration DEBOUNCE = Duration.ofMillis(2);
    private static final Duration FIRE_DEBOUNCE = Duration.ofMillis(20);
    private static final int HIGHEST_LINE = 511;
    /** The kernel takes 4,096 bytes at once. */
    private static final int MOST_LIGHTS = 200;

    private GpioConfig() {}

    static LaneSettings.Gpio read(Config lane, Config controller, LaneProfile profile, LaneTimings timings) {
        Config pins = lane.section("pins");
        Map<OutputLine, Integer> outputs = new EnumMap<>(OutputLine.class);
        for (OutputLine output : OutputLine.values()) {
            line(pins, output).ifPresent(line -> outputs.put(output, line));
        }
        InputLine.Active active = activeLevel(pins);
        Duration debounce = pins.duration("debounce", DEBOUNCE);
        Map<Sense, InputLine> inputs = new EnumMap<>(Sense.class);
        for (Sense sense : Sense.values()) {
            line(pins, sense).ifPresent(line -> inputs.put(sense, input(sense, line, active, debounce)));
        }
        Wiring wiring = new Wiring(outputs, inputs);
        Optional<BoardSettings> board = BoardConfig.read(lane, controller, profile, timings);
        if (board.isPresent()) {
            BoardConfig.mustNotBeOnPins(wiring);
        } else {
            profile.ways().forEach(way -> wiring.line(profile.relayOf(way)));
        }
        mustServe(wiring, profile);
        return new LaneSettings.Gpio(
                controller.optionalText("chip"),
                wiring,
                controller.choice("strict-gpiod", StrictGpiod.class, StrictGpiod.REQUIRED),
                board,
                strip(lane.section("strip")));
    }

    private static Optional<StripSettings> strip(Config strip) {
        return strip.optionalText("device")
                .map(said -> new StripSettings(
                        strip.path("device"),
                        strip.integer("in", 0, 0, MOST_LIGHTS),
                        strip.integer("out", 0, 0, MOST_LIGHTS)));
    }

    private static void mustServe(Wiring wiring, LaneProfile profile) {
        if (profile.wayOut().processDead() == FreedBy.KEEP_ALIVE) {
            wiring.line(OutputLine.KEEP_ALIVE);
        }
        if (profile.wayOut().fire() == FreedBy.CONTACT) {
            wiring.line(Sense.FIRE);
        }
        if (profile.sensing() != Sensing.NONE) {
            wiring.line(Sense.FIRST_PHASE);
        }
        if (profile.sensing() == Sensing.TWO_PHASE) {
            wiring.line(Sense.SECOND_PHASE);
        }
    }

    private static InputLine input(Sense sense, int line, InputLine.Active active, Duration debounce) {
        return switch (sense) {
            case FIRE -> new InputLine(line, InputLine.Active.LOW_WHEN_OPEN, FIRE_DEBOUNCE);
            // Active is the trouble, so the contact that is closed while all is well is the other way round.
            case BARRIER_READY ->
                new InputLine(
                        line,
                        active == InputLine.Active.LOW
                                ? InputLine.Active.HIGH_WHEN_OPEN
                                : InputLine.Active.LOW_WHEN_OPEN,
                        debounce);
            case FIRST_PHASE, SECOND_PHASE, INTRUSION, MANUAL_RELEASE, TAMPER, RESET_KEY, PASSAGE_DELAY, UNAUTHORISED ->
                new InputLine(line, active, debounce);
        };
    }

    private static InputLine.Active activeLevel(Config pins) {
        return switch (pins.choice("active", Level.class, Level.LOW)) {
            case HIGH -> InputLine.Active.HIGH;
            case LOW -> InputLine.Active.LOW;
        };
    }

    private static Optional<Integer> line(Config pins, Enum<?> what) {
        String key = Wiring.key(what).substring("pins.".length());
        return pins.optionalText(key).map(said -> pins.integer(key, 0, 0, HIGHEST_LINE));
    }
}
