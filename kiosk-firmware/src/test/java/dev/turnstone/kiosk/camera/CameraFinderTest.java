package dev.turnstone.kiosk.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.kiosk.camera.CameraFinder.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraFinderTest {
    @TempDir
    private Path root;

    private Path devices;
    private CameraFinder finder;

    @BeforeEach
    void machine() throws IOException {
        devices = Files.createDirectories(root.resolve("dev"));
        finder = new CameraFinder(devices, Files.createDirectories(root.resolve("sys")));
    }

    @Test
    void anyCameraIsEveryOneInTheOrderOfItsNumberWithoutWhatOnlyDescribesFrames() throws IOException {
        plug(10, 0, "Late Camera");
        plug(2, 0, "HD Pro Webcam C920");
        plug(3, 1, "HD Pro Webcam C920");

        assertEquals(List.of(devices.resolve("video2"), devices.resolve("video10")), finder.find(new Wanted.Any()));
    }

    @Test
    void aCardIsFoundByAPartOfItsNameWhateverItsNumber() throws IOException {
        plug(0, 0, "Integrated Camera");
        plug(7, 0, "HD Pro Webcam C920");

        assertEquals(List.of(devices.resolve("video7")), finder.find(new Wanted.Card("c920")));
    }

    @Test
    void twoCardsOfOneNameAreTakenForNeither() throws IOException {
        plug(0, 0, "HD Pro Webcam C920");
        plug(2, 0, "HD Pro Webcam C920");

        String said = fault(new Wanted.Card("C920"));
        assertTrue(said.contains("2 cameras are called \"C920\"") && said.contains("/dev/v4l/by-path"), said);
    }

    @Test
    void aCameraThatIsMissingIsToldWithThoseThatAreThere() throws IOException {
        assertTrue(fault(new Wanted.Any()).contains("no camera is here: plug one in"));
        assertTrue(fault(new Wanted.Card("C920")).contains("this machine has none"));
        plug(0, 0, "Integrated Camera");

        String said = fault(new Wanted.Card("C920"));
        assertTrue(said.contains("no camera is called \"C920\"") && said.contains("\"Integrated Camera\""), said);
        assertTrue(fault(new Wanted.At(devices.resolve("v4l/by-id/usb-C920"))).contains("no camera is at "));
    }

    @Test
    void aDeviceFileOrALinkIsTakenAsItIs() throws IOException {
        Path link = Files.createDirectories(devices.resolve("v4l/by-id")).resolve("usb-C920-video-index0");
        Files.createSymbolicLink(link, Files.createFile(devices.resolve("video4")));

        assertEquals(List.of(link), finder.find(new Wanted.At(link)));
    }

    @Test
    void aMachineThatNeverHadACameraHasNone() {
        CameraFinder bare = new CameraFinder(devices, root.resolve("nowhere"));

        assertThrows(CameraFault.class, () -> bare.find(new Wanted.Any()));
    }

    private void plug(int number, int index, String card) throws IOException {
        Path folder = Files.createDirectories(root.resolve("sys/video" + number));
        Files.writeString(folder.resolve("index"), index + "\n");
        Files.writeString(folder.resolve("name"), card + "\n");
        Files.createFile(devices.resolve("video" + number));
    }

    private String fault(Wanted wanted) {
        return String.valueOf(
                assertThrows(CameraFault.class, () -> finder.find(wanted)).getMessage());
    }
}
