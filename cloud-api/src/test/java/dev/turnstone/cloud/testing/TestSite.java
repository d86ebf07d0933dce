package dev.turnstone.cloud.testing;

import dev.turnstone.cloud.limit.Door;
import dev.turnstone.cloud.limit.Limits;
import dev.turnstone.cloud.limit.Sender;
import dev.turnstone.cloud.site.EventRoutes;
import dev.turnstone.cloud.site.OrderRoutes;
import dev.turnstone.cloud.site.SiteSettings;
import dev.turnstone.cloud.site.TicketPages;
import dev.turnstone.cloud.site.TicketRoutes;
import dev.turnstone.cloud.site.TransferRoutes;
import dev.turnstone.cloud.site.WaitlistRoutes;
import dev.turnstone.platform.http.HttpShell;
import java.net.URI;

/** The pages of a {@link TestCloud}, served. */
public final class TestSite implements AutoCloseable {
    private final HttpShell server;

    public TestSite(TestCloud cloud) {
        var settings = new SiteSettings(
                URI.create("https://tickets.example.com"), URI.create("https://js.example.com/stripe.js"), "pk_test");
        var door = new Door(new Limits(cloud.jdbi, cloud.clock), Sender.BEHIND_BALANCER);
        var tickets = new TicketPages(cloud.jdbi, cloud.secrets, cloud.transfers, cloud.clock);
        server = HttpShell.named("site")
                .listen("127.0.0.1", 0)
                .routes(rules -> rules.register(
                        new EventRoutes(cloud.jdbi, cloud.selling, cloud.settlement, door, cloud.clock),
                        new OrderRoutes(cloud.jdbi, cloud.settlement, settings, cloud.clock),
                        new TicketRoutes(cloud.jdbi, cloud.secrets, cloud.reissues, tickets, cloud.clock),
                        new TransferRoutes(cloud.jdbi, cloud.transfers, tickets, door),
                        new WaitlistRoutes(cloud.jdbi, cloud.waitlist, cloud.settlement, door, cloud.clock)))
                .start();
    }

    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }
}
