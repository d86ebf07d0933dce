package dev.turnstone.rehearsal.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.cloud.transfer.Transfer;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest's other pages on a phone and on a desk: usable, without a flaw that axe finds, and nothing sticks out. */
@Timeout(180)
class SitePagesTest {
    private static final List<Shape> SHAPES =
            List.of(new Shape("phone", "en", Phone::upright), new Shape("desk", "es", Phone::desk));

    private static Chromium chromium;

    private record Shape(String name, String language, Function<Browser, Phone> opening) {
        private Phone open() {
            return opening.apply(chromium.browser());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final TestCloud cloud = new TestCloud(4);
    private final TestSite site = new TestSite(cloud);

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void close() {
        site.close();
        cloud.close();
    }

    @Test
    void aTicketIsSentAndTaken() {
        for (Shape shape : SHAPES) {
            Ticket ticket = cloud.sold(1).getFirst();
            try (Phone phone = shape.open()) {
                Page page = open(phone, "/tickets/" + ticket.token() + "?lang=" + shape.language);
                page.locator(".ticket-send summary").click();
                page.locator("#name").fill("Luz Vega");
                page.locator("#email").fill("luz@");
                page.locator(".ticket-send form button").click();
                assertThat(page.locator("#email-fault")).not().isEmpty();
                look(phone, "send-fault-" + shape);
                page.locator("#email").fill("luz@example.com");
                page.locator(".ticket-send form button").click();
                assertThat(page.locator(".ticket-way")).containsText("luz@example.com");
                look(phone, "send-way-" + shape);

                Transfer offer = cloud.transfers.open(ticket).orElseThrow();
                open(phone, "/transfers/" + offer.token() + "?lang=" + shape.language);
                look(phone, "take-" + shape);
                page.locator("form button").click();
                assertThat(page.locator(".attendee")).containsText("Luz Vega");
                look(phone, "taken-" + shape);
                open(phone, "/transfers/" + offer.token());
                look(phone, "take-gone-" + shape);
            }
        }
    }

    @Test
    void aPromoCodeIsTypedWrongAndThenRight() {
        cloud.jdbi.useHandle(
                handle -> handle.execute(
                        "insert into promo_code (event_id, code, percent, created_at) select id, 'FRIENDS', 20, now() from event"));
        for (Shape shape : SHAPES) {
            try (Phone phone = shape.open()) {
                Page page = open(phone, "/e/evening?lang=" + shape.language);
                page.locator(".promo summary").click();
                page.locator("#name").fill("Ana López");
                page.locator("#email").fill("ana@example.com");
                page.locator("#promo").fill("FIENDS");
                page.locator(".foot-button").click();
                assertThat(page.locator("#promo-fault")).not().isEmpty();
                look(phone, "promo-fault-" + shape);
                page.locator("#promo").fill("friends");
                page.locator(".foot-button").click();
                assertThat(page.locator(".bill")).containsText("FRIENDS");
                look(phone, "promo-bill-" + shape);
            }
        }
    }

    @Test
    void whoComesTooLateWaitsAndIsOfferedWhatComesFree() {
        cloud.sold(4);
        for (Shape shape : SHAPES) {
            try (Phone phone = shape.open()) {
                Page page = open(phone, "/e/evening?lang=" + shape.language);
                page.locator("a[href*='/waitlist/0']").click();
                page.locator("#name").fill("Luz Vega");
                page.locator("#email").fill(shape + "@example.com");
                look(phone, "wait-join-" + shape);
                page.locator("form button.button--primary").click();
                assertThat(page.locator("form[action$='/leave']")).isVisible();
                look(phone, "wait-place-" + shape);
                refundOne();
                page.reload();
                assertThat(page.locator("form[action$='/take']")).isVisible();
                look(phone, "wait-offered-" + shape);
            }
        }
    }

    private Page open(Phone phone, String path) {
        // A hold of the cloud's time ended long ago by this machine's. The payment form's own script is somebody
        // else's, and not to be waited for.
        phone.page().clock().setFixedTime(Date.from(TestCloud.NOW));
        phone.page().route("https://js.example.com/**", Route::abort);
        phone.page().navigate(site.uri().resolve(path).toString());
        return phone.page();
    }

    private static void look(Phone phone, String name) {
        phone.picture(name);
        assertEquals(List.of(), Flaws.of(new AxeBuilder(phone.page())), name);
        assertEquals(
                false,
                phone.page()
                        .evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"),
                name + " is wider than its screen");
    }

    private void refundOne() {
        cloud.jdbi.useHandle(handle -> handle.createQuery(
                        "select order_id, id from ticket where state = 'valid' order by id limit 1")
                .map((row, context) -> cloud.refunds.ask(
                        row.getObject(1, java.util.UUID.class),
                        java.util.Optional.of(row.getObject(2, java.util.UUID.class))))
                .one());
    }
}
