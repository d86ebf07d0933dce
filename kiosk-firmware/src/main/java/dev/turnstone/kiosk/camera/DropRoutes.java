package dev.turnstone.kiosk.camera;

import dev.turnstone.kiosk.camera.Pictures.UnreadablePicture;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/** Where a rehearsal holds pictures before the camera. A real gate has a real camera and no such address. */
public final class DropRoutes implements HttpService {
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final DropDevice camera;

    public DropRoutes(DropDevice camera) {
        this.camera = camera;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/camera/frames", this::drop);
    }

    private void drop(ServerRequest req, ServerResponse res) {
        Luma picture;
        try {
            picture = Pictures.read(Body.bytes(req, MOST_BYTES));
        } catch (UnreadablePicture e) {
            throw Problem.invalid("The body must be a picture: " + e.getMessage() + ".")
                    .asException();
        }
        if (!camera.drop(picture)) {
            throw Problem.unavailable("Too many pictures wait before this camera.", Duration.ofSeconds(1))
                    .asException();
        }
        Reply.accepted(res);
    }
}
