package dev.turnstone.turnstile.gpio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine's kernel does with outputs whose program has died. */
public final class Kernel {
    private static final List<String> PIN_DRIVERS = List.of("pinctrl_bcm2835", "pinctrl_rp1");

    private Kernel() {}

    /**
     * Whether a line that was driven stays driven after its program has died. A Raspberry Pi's kernel does that unless
     * {@code dtparam=strict_gpiod} is set; others return the line to an input.
     */
    public static boolean keepsDeadOutputs() {
        return keepsDeadOutputs(Path.of("/sys/module"));
    }

    static boolean keepsDeadOutputs(Path modules) {
        return PIN_DRIVERS.stream()
                .map(driver -> modules.resolve(driver).resolve("parameters/persist_gpio_outputs"))
                .anyMatch(Kernel::says);
    }

    private static boolean says(Path parameter) {
        try {
            return Files.exists(parameter)
                    && List.of("Y", "1").contains(Files.readString(parameter).strip());
        } catch (IOException e) {
            return true; // A parameter that is there and cannot be read proves nothing.
        }
    }
}
