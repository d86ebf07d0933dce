package dev.turnstone.kiosk.guest;

import dev.turnstone.kiosk.camera.Pictures;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.page.Theme;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The guest's page and what it lives on. */
public final class GuestRoutes implements HttpService {
    /** Enough to see how the phone is held, and too little to tell who holds it. */
    private static final int PREVIEW_SIDE = 160;

    private final GuestScreen screen;
    private final String gateName;
    private final Supplier<String> eventName;
    private final Language home;

    /** @param home the language of a lane that nobody has asked for another */
    public GuestRoutes(GuestScreen screen, String gateName, Supplier<String> eventName, Language home) {
        this.screen = screen;
        this.gateName = gateName;
        this.eventName = eventName;
        this.home = home;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::page)
                .get("/screen/events", screen.stream()::serve)
                .get("/screen/words", this::words)
                .get("/camera/view/{number}", this::view);
    }

    private void page(ServerRequest req, ServerResponse res) {
        Language language =
                req.query().first("lang").asOptional().flatMap(Language::ofTag).orElse(home);
        GuestPage page = new GuestPage(
                eventName.get(), gateName, language, screen.messages().in(language));
        String body = Templates.render("kiosk/guest.jte", Map.of("page", page));
        Reply.html(
                res,
                PageShell.titled(page.gate())
                        .language(language)
                        .theme(Theme.DARK)
                        .style("/assets/kiosk/guest.css")
                        .script("/assets/kiosk/guest.js")
                        .bodyClass("guest")
                        .render(body));
    }

    /** What the page itself says, in every language: its buttons, and what it shows while the gate does not answer. */
    private void words(ServerRequest req, ServerResponse res) {
        Map<String, Map<String, String>> words = new TreeMap<>();
        for (Language language : Language.values()) {
            Messages.Texts texts = screen.messages().in(language);
            words.put(
                    language.tag(),
                    Map.of(
                            "gate", texts.get("guest.gate", gateName),
                            "reference", texts.get("guest.reference", "{0}"),
                            "awayTitle", texts.get("guest.away.title"),
                            "awayDetail", texts.get("guest.away.detail"),
                            "contrast", texts.get("guest.control.contrast"),
                            "sound", texts.get("guest.control.sound"),
                            "speech", texts.get("guest.control.speech"),
                            "language", texts.get("guest.control.language")));
        }
        Reply.json(res, words);
    }

    private void view(ServerRequest req, ServerResponse res) {
        Optional<byte[]> picture = screen.newestPicture().map(luma -> Pictures.preview(luma, PREVIEW_SIDE));
        // A phone that was taken away between the announcement and the question is nothing that a browser should
        // report.
        if (picture.isPresent()) {
            Reply.bytes(res, "image/jpeg", picture.get());
        } else {
            Reply.noContent(res);
        }
    }
}
