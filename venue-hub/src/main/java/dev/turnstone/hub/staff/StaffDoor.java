package dev.turnstone.hub.staff;

import dev.turnstone.hub.page.HubPage;
import dev.turnstone.platform.http.Form;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.http.SameSite;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/** Stands before the hub's pages: who may see them, and who may act. */
public final class StaffDoor {
    private static final String COOKIE = "hub-staff";

    private final Sessions sessions;
    private final SeenBy seenBy;

    /** Who may look at the dashboard. Whoever acts is signed in, always. */
    public enum SeenBy {
        /** Whoever is signed in. */
        STAFF,
        /** Whoever reaches it: a screen on a wall, in a network that only the venue uses. */
        EVERYONE
    }

    public StaffDoor(Sessions sessions, SeenBy seenBy) {
        this.sessions = sessions;
        this.seenBy = seenBy;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Whoever asks; asking uses the session. */
    public Optional<SignedIn> who(ServerRequest req) {
        return token(req).flatMap(sessions::uses);
    }

    /** Whether a screen that only looks on may go on doing so. */
    public boolean maySee(ServerRequest req) {
        return seenBy == SeenBy.EVERYONE
                || token(req).flatMap(sessions::watches).isPresent();
    }

    public boolean isWatching(ServerRequest req) {
        return token(req).flatMap(sessions::watches).isPresent();
    }

    /** Whose page asks for what has changed; that keeps no session alive. */
    public SignedIn watching(ServerRequest req) {
        return token(req)
                .flatMap(sessions::watches)
                .orElseThrow(() -> Problem.unauthorized(HubPage.texts(req).get("staff.again"))
                        .asException());
    }

    /** For what programs read. */
    public void mustSee(ServerRequest req) {
        if (!maySee(req)) {
            throw Problem.unauthorized(HubPage.texts(req).get("staff.again")).asException();
        }
    }

    /** A page for staff alone; whoever is nobody is sent to sign in, and comes back here. */
    public Optional<SignedIn> page(ServerRequest req, ServerResponse res, Power power) {
        Optional<SignedIn> who = who(req);
        if (who.isEmpty()) {
            toSignIn(res, req.path().path());
        } else {
            allowed(req, who.get(), power);
        }
        return who;
    }

    /** @param back the page to come back to */
    public void toSignIn(ServerResponse res, String back) {
        Reply.seeOther(res, URI.create("/sign-in?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8)));
    }

    /**
     * Something is to be done: by somebody who is signed in, who may, and from a page of ours. Whoever is signed in no
     * more is sent to sign in, and nothing is done.
     *
     * @param back the page that the form stands on
     */
    public Optional<SignedIn> acting(ServerRequest req, ServerResponse res, Form form, Power power, String back) {
        Optional<SignedIn> who = sent(req, res, form, back);
        who.ifPresent(known -> allowed(req, known, power));
        return who;
    }

    Optional<SignedIn> sent(ServerRequest req, ServerResponse res, Form form, String back) {
        SameSite.require(req);
        Optional<SignedIn> who = who(req);
        if (who.isEmpty()) {
            toSignIn(res, back);
            return who;
        }
        // Over plain HTTP browsers do not say from which site a form comes; this does.
        byte[] known = who.get().form().getBytes(StandardCharsets.UTF_8);
        byte[] said = form.optional("form").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(known, said)) {
            throw Problem.forbidden(HubPage.texts(req).get("staff.foreign")).asException();
        }
        return who;
    }

    private static void allowed(ServerRequest req, SignedIn who, Power power) {
        if (!who.may(power)) {
            throw Problem.forbidden(HubPage.texts(req).get("staff.mayNot")).asException();
        }
    }

    Optional<String> token(ServerRequest req) {
        return req.headers().cookies().first(COOKIE).asOptional();
    }

    static String cookie(String token, Duration life) {
        return SetCookie.builder(COOKIE, token)
                .path("/")
                .maxAge(life)
                .httpOnly(true)
                .sameSite(SetCookie.SameSite.STRICT)
                .build()
                .toString();
    }
}
