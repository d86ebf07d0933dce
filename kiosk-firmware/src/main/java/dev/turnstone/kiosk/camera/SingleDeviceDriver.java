package dev.turnstone.kiosk.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDriver;
import java.util.List;

/** A gate has one camera, and its configuration says which: nothing is discovered. */
record SingleDeviceDriver(List<WebcamDevice> devices) implements WebcamDriver {
    SingleDeviceDriver {
        devices = List.copyOf(devices);
    }

    @Override
    public List<WebcamDevice> getDevices() {
        return devices;
    }

    @Override
    public boolean isThreadSafe() {
        return true;
    }
}
