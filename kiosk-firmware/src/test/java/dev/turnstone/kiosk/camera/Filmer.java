package dev.turnstone.kiosk.camera;

import java.time.Duration;

/** Films with the program it is given until it is killed, and says when it has seen a frame. */
public final class Filmer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Filmer() {}

    public static void main(String[] args) throws InterruptedException {
        RpicamDevice camera = new RpicamDevice(new RpicamDevice.Settings(args[0], 320, 240, 30, 0));
        camera.open();
        System.out.println(camera.awaitFrame(PATIENCE).isPresent() ? "filming" : "blind");
        while (true) {
            camera.awaitFrame(PATIENCE);
        }
    }
}
