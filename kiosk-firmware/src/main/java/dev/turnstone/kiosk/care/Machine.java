package dev.turnstone.kiosk.care;

import dev.turnstone.platform.health.Health;
import dev.turnstone.platform.health.Status;
import dev.turnstone.platform.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the board itself is: its heat, its power, the room on its card, as Linux tells them. What a machine does not tell is
 * not asked for again and again.
 *
 * @param system where the kernel tells of its devices
 * @param data what lies on the card
 */
public record Machine(Path system, Path data) {
    /** A Raspberry Pi begins to slow down here. */
    static final double HOT_CELSIUS = 80;

    /** A night's journal and a new roster fit twice. */
    static final long LITTLE_ROOM = 100_000_000;

    private static final Path HEAT = Path.of("class/thermal/thermal_zone0/temp");
    private static final Path POWER = Path.of("devices/platform/soc/soc:firmware/get_throttled");
    private static final int UNDER_VOLTAGE = 1;
    /** Its clock is capped, it is throttled, or it is near its limit. */
    private static final int SLOWED = 0b1110;

    public static Machine here(Path data) {
        return new Machine(Path.of("/sys"), data);
    }

    public void report(Health health, Metrics metrics) {
        if (celsius().isPresent() || throttled().isPresent()) {
            health.part("board", this::board);
        }
        health.part("card", this::card);
        if (celsius().isPresent()) {
            metrics.measured(
                    "gate_temperature_celsius",
                    "Heat of the processor",
                    () -> celsius().orElse(Double.NaN));
        }
        metrics.measured(
                "gate_card_free_bytes",
                "Room on the card that holds the journal",
                () -> freeBytes().stream().asDoubleStream().findFirst().orElse(Double.NaN));
    }

    private Status board() {
        List<String> strains = new ArrayList<>();
        celsius().stream()
                .filter(celsius -> celsius >= HOT_CELSIUS)
                .forEach(celsius -> strains.add("it is %.0f °C hot: give it air".formatted(celsius)));
        throttled().ifPresent(bits -> {
            if ((bits & UNDER_VOLTAGE) != 0) {
                strains.add("its supply gives too little: use the one that was made for it, and a short cable");
            }
            if ((bits & SLOWED) != 0) {
                strains.add("it slows itself down");
            }
        });
        if (!strains.isEmpty()) {
            return Status.degraded(String.join("; ", strains));
        }
        return celsius().isPresent() ? Status.up("%.0f °C".formatted(celsius().getAsDouble())) : Status.up();
    }

    private Status card() {
        OptionalLong free = freeBytes();
        if (free.isEmpty()) {
            return Status.degraded("does not tell how much room it has");
        }
        String room = "%d MB free".formatted(free.getAsLong() / 1_000_000);
        return free.getAsLong() < LITTLE_ROOM
                ? Status.degraded(room + ": clear it, or put in a larger one, before it is full")
                : Status.up(room);
    }

    OptionalDouble celsius() {
        return told(HEAT)
                .filter(text -> text.matches("-?\\d{1,7}"))
                .map(text -> OptionalDouble.of(Integer.parseInt(text) / 1_000.0))
                .orElseGet(OptionalDouble::empty);
    }

    /** What the firmware of a Raspberry Pi says of now; the upper bits tell of the past. */
    Optional<Integer> throttled() {
        return told(POWER)
                .map(text -> text.replaceFirst("^0x", ""))
                .filter(text -> text.matches("[0-9a-fA-F]{1,7}"))
                .map(text -> Integer.parseInt(text, 16));
    }

    OptionalLong freeBytes() {
        try {
            return OptionalLong.of(Files.getFileStore(data).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private Optional<String> told(Path what) {
        try {
            return Optional.of(Files.readString(system.resolve(what)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
