package dev.turnstone.rehearsal.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.turnstone.admission.pass.Decoded;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.kiosk.camera.Pictures;
import dev.turnstone.kiosk.sight.StillReader;
import dev.turnstone.rehearsal.guest.GateCamera;
import dev.turnstone.rehearsal.guest.Letters;
import dev.turnstone.rehearsal.guest.Letters.Ticket;
import dev.turnstone.rehearsal.guest.Shop;
import dev.turnstone.rehearsal.guest.Shop.Held;
import dev.turnstone.rehearsal.guest.Web;
import dev.turnstone.rehearsal.guest.Web.Disappointed;
import dev.turnstone.rehearsal.journey.Screen.Face;
import dev.turnstone.rehearsal.venue.Outlet;
import dev.turnstone.rehearsal.venue.Ports;
import dev.turnstone.rehearsal.venue.Progress;
import java.util.Locale;
import java.util.Optional;

/**
 * Buy, receive, present, present again: over the same addresses that a person's browser uses, and checked on what the
 * parts themselves say afterwards.
 */
public final class Journey {
    private static final String EVENT = "maguey-saturday";

    private final Ports ports;
    private final Progress progress;

    public Journey(Ports ports, Progress progress) {
        this.ports = ports;
        this.progress = progress;
    }

    /** Whether the guest came in once, and only once. */
    public boolean run() throws InterruptedException {
        long startNanos = System.nanoTime();
        try (Web web = new Web()) {
            travel(web);
            progress.summary(true, "The journey held, in " + seconds(startNanos) + ".");
            return true;
        } catch (Disappointed e) {
            progress.step(false, String.valueOf(e.getMessage()), seconds(startNanos));
            progress.summary(false, "The journey ended early: " + e.getMessage());
            return false;
        }
    }

    private void travel(Web web) throws Disappointed, InterruptedException {
        // An address of this run, so that an earlier run's letter is never taken for ours.
        String email = "guest-" + Long.toHexString(System.nanoTime()) + "@guests.example";
        Shop shop = new Shop(web, ports.uri(Outlet.CLOUD), ports.uri(Outlet.STRIPE));

        long start = System.nanoTime();
        Held held = shop.hold(EVENT, "Sam Guest", email);
        progress.step(true, "a ticket is held", seconds(start));

        long paying = System.nanoTime();
        shop.pay(held);
        progress.step(true, "the card is charged", seconds(paying));
        Until.within(
                20, "the order shows no ticket", () -> shop.hasTickets(held) ? Optional.of(true) : Optional.empty());
        progress.step(true, "the order's page shows the ticket", seconds(paying) + " after paying");

        Letters letters = new Letters(web, ports.uri(Outlet.MAILBOX));
        Ticket ticket = Until.within(20, "no mail has come", () -> letters.to(email));
        progress.step(true, "the mail is there", seconds(paying) + " after paying");

        Pass pass = read(ticket.picture());
        progress.step(true, "the code in the mail is a pass", "number " + pass.number());
        enter(web, ticket, pass);
    }

    private void enter(Web web, Ticket ticket, Pass pass) throws Disappointed, InterruptedException {
        Gate first = new Gate(web, ports.uri(Outlet.GATE_A));
        Dashboard dashboard = new Dashboard(web, ports.uri(Outlet.DASHBOARD));
        long insideBefore = dashboard.inside();
        long passagesBefore = first.passages();

        long shown = System.nanoTime();
        try (Screen screen = Screen.watch(ports.uri(Outlet.GATE_A))) {
            new GateCamera(web, ports.uri(Outlet.GATE_A)).show(ticket.picture());
            Face welcome = screen.awaits(10, "gate A does not welcome the guest", "welcome");
            progress.step(true, "gate A says: " + welcome.words(), seconds(shown));
        }
        Until.within(10, "gate A's lane did not open", () -> some(first.passages() > passagesBefore));
        progress.step(true, "the lane opened and someone walked through", seconds(shown));

        Until.within(15, "the hub's ledger has no completed entry of the pass", () -> dashboard.entry(pass, "A"));
        progress.step(true, "the hub's ledger has the entry", seconds(shown));
        Until.within(10, "the occupancy did not rise by one", () -> some(dashboard.inside() == insideBefore + 1));
        progress.step(true, "one more is inside", (insideBefore + 1) + " inside");

        Gate second = new Gate(web, ports.uri(Outlet.GATE_B));
        long atB = second.passages();
        long again = System.nanoTime();
        try (Screen screen = Screen.watch(ports.uri(Outlet.GATE_B))) {
            new GateCamera(web, ports.uri(Outlet.GATE_B)).show(ticket.picture());
            Face used = screen.awaits(10, "gate B does not refuse the second showing", "refused");
            if (!used.detail().contains("A") || !used.detail().matches(".*\\d\\d:\\d\\d.*")) {
                throw new Disappointed("gate B does not say where and when the pass was used: " + used.words());
            }
            progress.step(true, "gate B says: " + used.words(), seconds(again));
        }
        JsonNode refusal =
                Until.within(15, "the hub's ledger has no refusal of the pass", () -> dashboard.refusal(pass, "B"));
        progress.step(
                true,
                "the hub's ledger has the refusal",
                refusal.path("decision").asText());
        if (second.passages() != atB || dashboard.inside() != insideBefore + 1) {
            throw new Disappointed("the pass opened a second lane");
        }
        progress.step(true, "the pass opened one lane, once", seconds(shown));
    }

    private static Optional<Boolean> some(boolean held) {
        return held ? Optional.of(true) : Optional.empty();
    }

    private static Pass read(byte[] picture) throws Disappointed {
        String text;
        try {
            text = new StillReader()
                    .read(Pictures.read(picture))
                    .orElseThrow(() -> new Disappointed("the picture in the mail holds no code that can be read"));
        } catch (Pictures.UnreadablePicture e) {
            throw new Disappointed("the picture in the mail cannot be read: " + e.getMessage());
        }
        return switch (PassCodec.decode(text)) {
            case Decoded.Read read -> read.pass();
            case Decoded.NotAPass not -> throw new Disappointed("the code in the mail is no pass: " + not.why());
        };
    }

    private static String seconds(long startNanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - startNanos) / 1e9);
    }
}
