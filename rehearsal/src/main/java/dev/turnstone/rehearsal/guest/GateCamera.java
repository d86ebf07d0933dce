package dev.turnstone.rehearsal.guest;

import dev.turnstone.rehearsal.guest.Web.Disappointed;
import java.net.URI;

/** Holds a picture before a gate's camera: the one way in for somebody without a phone. */
public final class GateCamera {
    private static final int ACCEPTED = 202;

    private final Web web;
    private final URI gate;

    public GateCamera(Web web, URI gate) {
        this.web = web;
        this.gate = gate;
    }

    public void show(byte[] picture) throws Disappointed, InterruptedException {
        web.post(gate.resolve("/camera/frames"), contentType(picture), picture, ACCEPTED);
    }

    private static String contentType(byte[] picture) {
        boolean png = picture.length > 4 && picture[1] == 'P' && picture[2] == 'N' && picture[3] == 'G';
        return png ? "image/png" : "image/jpeg";
    }
}
