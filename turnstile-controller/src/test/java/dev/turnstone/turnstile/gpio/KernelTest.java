package dev.turnstone.turnstile.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
    @TempDir
    private Path modules;

    @ParameterizedTest
    @CsvSource({"pinctrl_bcm2835,Y,true", "pinctrl_bcm2835,N,false", "pinctrl_rp1,Y,true", "pinctrl_rp1,N,false"})
    void aRaspberryPiSaysWhetherItKeepsDeadOutputs(String driver, String says, boolean keeps) throws IOException {
        Path parameters = Files.createDirectories(modules.resolve(driver).resolve("parameters"));
        Files.writeString(parameters.resolve("persist_gpio_outputs"), says + "\n");
        assertEquals(keeps, Kernel.keepsDeadOutputs(modules));
    }

    @Test
    void anyOtherKernelLetsGo() {
        assertFalse(Kernel.keepsDeadOutputs(modules));
    }
}
