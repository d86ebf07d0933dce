package dev.turnstone.rehearsal.site;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Decision.Admit;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.pass.Link;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.Pass;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassCodec;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.pass.PassSigner;
import dev.turnstone.cloud.issuing.Ticket;
import dev.turnstone.cloud.testing.HeardVenue;
import dev.turnstone.cloud.testing.TestCloud;
import dev.turnstone.cloud.testing.TestSite;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A live ticket on phones, read by the gate's reader and decided by the gate's rules. */
@Timeout(180)
class LiveTicketPageTest {
    private static final long SEED = 7;

    /** What the phones believe: years away from the cloud's own time, so that nothing works by chance. */
    private static final Instant PHONES_TIME = Instant.parse("2031-01-01T00:00:05Z");

    private static Chromium chromium;

    private final TestCloud cloud = new TestCloud(10);
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
    void whatThePhoneShowsIsAdmittedAlsoWithoutANetworkAndAScreenshotOfItIsNotAfterItsTime() {
        Ticket ticket = liveTicket();
        try (Phone phone = Phone.upright(chromium.browser())) {
            open(phone, ticket);
            phone.picture("live-take");
            phone.page().getByText("Put it on this phone").last().click();
            Locator code = phone.page().locator("canvas");
            assertThat(code).isVisible();
            assertThat(code).hasAttribute("data-step", String.valueOf(step(ticket, TestCloud.NOW)));
            assertEquals(List.of(), Flaws.of(new AxeBuilder(phone.page())));
            phone.picture("live-shown");
            String screenshot = Phone.readOff(code);
            HeardVenue venue = HeardVenue.of(cloud);
            assertInstanceOf(Admit.class, venue.decide(screenshot, TestCloud.NOW));

            assertThat(phone.page().locator("body[data-kept=yes][data-told=yes]"))
                    .hasCount(1);
            phone.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
            phone.context().setOffline(true);
            Instant later = TestCloud.NOW.plus(Duration.ofMinutes(5));
            phone.page().clock().setFixedTime(Date.from(PHONES_TIME.plus(Duration.ofMinutes(5))));
            phone.page().reload();
            assertThat(code).hasAttribute("data-step", String.valueOf(step(ticket, later)));

            assertInstanceOf(Admit.class, venue.decide(Phone.readOff(code), later));
            assertEquals(Reason.STALE_CODE, reason(venue.decide(screenshot, later)));
        }
        assertEquals(0, cloud.count("live_secret where sealed is not null"), "nobody but the phone has the secret");
    }

    @Test
    void aSecondPhoneGetsTheTicketByANewPassAndTheFirstOpensNoGateAnyMore() {
        Ticket ticket = liveTicket();
        try (Phone first = Phone.upright(chromium.browser());
                Phone second = Phone.desk(chromium.browser())) {
            open(first, ticket);
            first.page().getByText("Put it on this phone").last().click();
            assertThat(first.page().locator("canvas")).isVisible();
            String before = Phone.readOff(first.page().locator("canvas"));

            open(second, ticket);
            assertThat(second.page().getByText("This ticket is on another phone"))
                    .isVisible();
            second.picture("live-elsewhere");
            second.page().getByText("Move it to this phone").click();
            assertThat(second.page().locator("canvas")).isVisible();
            second.picture("live-desk");
            String after = Phone.readOff(second.page().locator("canvas"));

            HeardVenue venue = HeardVenue.of(cloud);
            assertInstanceOf(Admit.class, venue.decide(after, TestCloud.NOW));
            assertEquals(Reason.REISSUED, reason(venue.decide(before, TestCloud.NOW)));

            first.page().reload();
            assertThat(first.page().getByText("This ticket is on another phone"))
                    .isVisible();
        }
    }

    @Test
    void nothingIsShownBeforeTheFirstStepNorAfterTheLast() {
        Ticket ticket = liveTicket();
        try (Phone phone = Phone.upright(chromium.browser())) {
            open(phone, ticket);
            phone.page().getByText("Put it on this phone").last().click();
            assertThat(phone.page().locator("canvas")).isVisible();

            phone.page().clock().setFixedTime(Date.from(PHONES_TIME.minus(Duration.ofDays(2))));
            assertThat(phone.page().getByText("Your code appears here at")).isVisible();
            assertThat(phone.page().locator("canvas")).isHidden();
            phone.page().clock().setFixedTime(Date.from(PHONES_TIME.plus(Duration.ofDays(2))));
            assertThat(phone.page().getByText("This evening is over.")).isVisible();
            assertThat(phone.page().locator("canvas")).isHidden();
        }
    }

    @Test
    void thePageSpeaksSpanishAndItsManifestOpensItAgain() {
        Ticket ticket = liveTicket();
        try (Phone phone = Phone.upright(chromium.browser())) {
            phone.page()
                    .navigate(site.uri()
                            .resolve("/tickets/" + ticket.token() + "?lang=es")
                            .toString());
            assertThat(phone.page().locator("[data-part=take]")).hasText("Ponerlo en este teléfono");
            phone.picture("live-take-es");
            String manifest = phone.page().locator("link[rel=manifest]").getAttribute("href");
            String told = phone.page()
                    .request()
                    .get(site.uri().resolve(manifest).toString())
                    .text();
            assertTrue(told.contains("\"start_url\":\"/tickets/" + ticket.token() + "\""), told);
        }
    }

    @Test
    void theBrowserMakesOfEveryPassTheTextThatJavaMakes() {
        var random = new SplittableRandom(SEED);
        try (Phone phone = Phone.upright(chromium.browser())) {
            phone.page().navigate(site.uri().resolve("/").toString());
            for (int round = 0; round < 20; round++) {
                byte[] seed = new byte[32];
                random.nextBytes(seed);
                PassSigner signer = PassSigner.fromSeed(seed);
                var number = new PassNumber(random.nextLong());
                int version = random.nextInt(256);
                var secret = new Link(random.nextLong(), random.nextLong());
                var chain = new LiveChain(number, version, secret, 1 + random.nextInt(300));
                Pass bare = signer.sign(PassBody.ofLive(
                        signer.keyId(), number, random.nextInt(256), version, random.nextInt(251), chain.anchor()));
                int step = random.nextInt(chain.steps() + 1);

                Object shown = phone.page()
                        .evaluate(
                                """
                                async ({ pass, secret, steps, step }) => {
                                  const { chain, textAt } = await import("/assets/cloud/live-code.js");
                                  const bytes = Uint8Array.from(atob(secret), (each) => each.charCodeAt(0));
                                  return textAt(await chain(pass, bytes, steps), step);
                                }""",
                                Map.of(
                                        "pass", PassCodec.encode(bare),
                                        "secret", Base64.getEncoder().encodeToString(secret.bytes()),
                                        "steps", chain.steps(),
                                        "step", step));

                assertEquals(
                        PassCodec.encode(bare.withCode(chain.codeAt(step))),
                        shown,
                        "seed " + SEED + ", round " + round);
            }
        }
    }

    private Ticket liveTicket() {
        cloud.requireLive();
        return cloud.sold(1).getFirst();
    }

    private void open(Phone phone, Ticket ticket) {
        Page page = phone.page();
        page.clock().setFixedTime(Date.from(PHONES_TIME));
        page.navigate(
                site.uri().resolve("/tickets/" + ticket.token() + "?lang=en").toString());
    }

    private long step(Ticket ticket, Instant at) {
        return cloud.secrets.schedule(ticket).orElseThrow().stepAt(at);
    }

    private static Reason reason(Decision decision) {
        return assertInstanceOf(Refuse.class, decision).reason();
    }
}
