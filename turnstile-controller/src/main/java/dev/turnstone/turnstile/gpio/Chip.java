package dev.turnstone.turnstile.gpio;

import dev.turnstone.turnstile.syscall.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One GPIO chip of the machine. It is found by its label, because the numbers of the devices change with the kernel
 * and with what else is plugged in.
 */
public record Chip(Path device, String label, int lines) {
    private static final Path DEVICES = Path.of("/dev");

    /** The header pins of Raspberry Pis, from the first to the fifth. */
    public static final List<String> RASPBERRY_PI = List.of("pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835");

    public static Chip labelled(String label) throws IOException {
        List<Chip> chips = all();
        return chips.stream()
                .filter(chip -> chip.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "there is no GPIO chip labelled \"%s\"; this machine has %s".formatted(label, named(chips))));
    }

    /** The chip behind the header of whatever Raspberry Pi this is. */
    public static Chip ofRaspberryPi() throws IOException {
        List<Chip> chips = all();
        return chips.stream()
                .filter(chip -> RASPBERRY_PI.contains(chip.label))
                .findFirst()
                .orElseThrow(() ->
                        new IOException("no GPIO chip of a Raspberry Pi is here; this machine has " + named(chips)));
    }

    private static List<Chip> all() throws IOException {
        List<Path> devices = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(DEVICES, "gpiochip*")) {
            found.forEach(devices::add);
        }
        devices.sort(Comparator.naturalOrder());
        List<Chip> chips = new ArrayList<>();
        for (Path device : devices) {
            chips.add(describe(device));
        }
        return chips;
    }

    private static Chip describe(Path device) throws IOException {
        int fd = Libc.open(device.toString());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.CHIP_INFO);
            Libc.ioctl("asking " + device + " for its label", fd, GpioAbi.GET_CHIP_INFO, info);
            return new Chip(
                    device,
                    info.getString(GpioAbi.at(GpioAbi.CHIP_INFO, "label"), StandardCharsets.US_ASCII),
                    info.get(ValueLayout.JAVA_INT, GpioAbi.at(GpioAbi.CHIP_INFO, "lines")));
        } finally {
            Libc.close(fd);
        }
    }

    private static String named(List<Chip> chips) {
        return chips.isEmpty()
                ? "none"
                : chips.stream().map(chip -> "\"" + chip.label + "\"").collect(Collectors.joining(", "));
    }
}
