package dev.turnstone.kiosk.staff;

import dev.turnstone.kiosk.care.Ailment;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.platform.page.PageShell;
import dev.turnstone.platform.page.Templates;
import dev.turnstone.platform.text.Messages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.function.Supplier;

/** The staff screen of a gate that waits for its card: nobody signs in, since nothing could be written down of it. */
public final class StandbyRoutes implements HttpService {
    private final String gateName;
    private final Supplier<Ailment> ailment;

    public StandbyRoutes(String gateName, Supplier<Ailment> ailment) {
        this.gateName = gateName;
        this.ailment = ailment;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/staff", this::page).get("/staff/standby", this::how);
    }

    private void page(ServerRequest req, ServerResponse res) {
        StaffShell.remember(req, res);
        Messages.Texts texts = StaffShell.texts(req);
        PageShell shell = StaffShell.page(texts, gateName).script("/assets/kiosk/staff-standby.js");
        Reply.html(
                res,
                shell.render(Templates.render(
                        "staff/standby.jte", Map.of("texts", texts, "gate", gateName, "ailment", ailment.get()))));
    }

    /** What the page asks now and then: a gate at work has no such address. */
    private void how(ServerRequest req, ServerResponse res) {
        Reply.json(res, Map.of("ailment", ailment.get().key()));
    }
}
