package dev.turnstone.rehearsal.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units that a package brings, as systemd reads them. */
class UnitFilesTest {
    private static final Path UNITS = root().resolve("packaging/systemd");
    private static final List<String> PARTS = List.of("lane", "kiosk", "hub", "cloud");

    @TempDir
    private Path folder;

    @Test
    void systemdFindsNothingWrongWithAnyUnit() throws Exception {
        Path analyze = program("systemd-analyze");
        List<String> command = new ArrayList<>(List.of(analyze.toString(), "verify", "--man=no"));
        for (String part : PARTS) {
            // The program itself is not installed where tests run.
            String unit = text(part).replace("/opt/turnstone/%s/bin/%s".formatted(part, part), "/bin/true");
            command.add(Files.writeString(folder.resolve("turnstone-%s.service".formatted(part)), unit)
                    .toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        // It also looks at the units of this machine, which are none of ours.
        assertEquals(
                List.of(),
                said.lines().filter(line -> line.contains("turnstone-")).toList());
    }

    @Test
    void everyUnitIsWatchedStartedAgainAndShutIn() throws IOException {
        for (String part : PARTS) {
            List<String> lines = text(part).lines().toList();
            for (String wanted : List.of(
                    "Type=notify",
                    "Restart=always",
                    "StartLimitIntervalSec=0",
                    "NoNewPrivileges=yes",
                    "ProtectSystem=strict",
                    "CapabilityBoundingSet=",
                    "User=turnstone",
                    "StateDirectory=turnstone/" + part,
                    "Environment=TURNSTONE_DATA=/var/lib/turnstone/" + part)) {
                assertTrue(lines.contains(wanted), part + " lacks " + wanted);
            }
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("WatchdogSec=")), part);
            assertTrue(
                    lines.contains("DevicePolicy=closed") || lines.contains("PrivateDevices=yes"),
                    part + " may open any device");
        }
        assertTrue(text("lane").contains("DeviceAllow=char-gpiochip rw"));
    }

    private static String text(String part) throws IOException {
        return Files.readString(UNITS.resolve("turnstone-%s.service".formatted(part)));
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, "no " + name + " on the PATH: install the package systemd");
                    throw new AssertionError("unreachable");
                });
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("turnstone"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
