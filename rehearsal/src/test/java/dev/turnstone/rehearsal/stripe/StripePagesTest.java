package dev.turnstone.rehearsal.stripe;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.exception.CardException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages on which a newcomer sees what happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripePagesTest {
    private Chromium chromium;
    private Seller seller;
    private Page page;

    @BeforeAll
    void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stopBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        seller = Seller.open();
        page = chromium.browser().newPage();
        page.navigate(seller.standIn.uri().toString());
    }

    @AfterEach
    void close() {
        page.close();
        seller.close();
    }

    @Test
    void anEmptyBookSaysWhatWillStandInIt() {
        assertThat(page.locator("main")).containsText("Buy a ticket, and its payment appears here by itself.");
    }

    @Test
    void paymentsAndTheirWebhooksAppearByThemselves() throws Exception {
        seller.confirm(seller.intent(), "pm_card_visa");

        assertThat(page.locator(".payment")).containsText("paid");
        assertThat(page.locator(".event", new Page.LocatorOptions().setHasText("payment_intent.succeeded")))
                .containsText("delivered");
    }

    @Test
    void aPaymentTellsItsWholeStory() throws Exception {
        PaymentIntent intent = seller.intent();
        assertThrows(CardException.class, () -> seller.confirm(intent, "pm_card_visa_chargeDeclined"));
        seller.confirm(intent, "pm_card_visa");

        page.locator(".payment__link").click();

        assertThat(page.locator("h1")).hasText("MX$450.00");
        assertThat(page.locator("main")).containsText("visa ending in 0002");
        assertThat(page.locator("main")).containsText("visa ending in 4242");
        assertThat(page.locator(".json")).containsText(intent.getId());
    }

    @Test
    void aSwitchIsMovedByOneClickAndActs() throws Exception {
        page.locator("form[aria-label='Webhook never comes']")
                .getByText("Next one")
                .click();
        assertThat(page.locator("form[aria-label='Webhook never comes']").getByText("Next one"))
                .hasAttribute("aria-pressed", "true");

        seller.intent();

        assertThat(page.locator(".event")).containsText("kept back");
    }

    @Test
    void withTheWindowToItselfTheChallengeLeadsBackToTheShop() throws Exception {
        try (PurchasePage shop = PurchasePage.open(seller.standIn.uri())) {
            String thanks = shop.paying("", "").replaceAll("/buy.*", "/thanks");
            PaymentIntent waiting = seller.stripe
                    .v1()
                    .paymentIntents()
                    .confirm(
                            seller.intent().getId(),
                            PaymentIntentConfirmParams.builder()
                                    .setPaymentMethod("pm_card_authenticationRequired")
                                    .setReturnUrl(thanks)
                                    .build());
            assertEquals("redirect_to_url", waiting.getNextAction().getType());

            page.navigate(waiting.getNextAction().getRedirectToUrl().getUrl());
            page.getByText("Complete").click();

            page.waitForURL(thanks + "?payment_intent=" + waiting.getId() + "**redirect_status=succeeded");
        }
    }

    @Test
    void noPageHasAFlawThatAxeKnowsNorIsWiderThanAPhone() throws Exception {
        seller.confirm(seller.intent(), "pm_card_visa");
        seller.shop.answerNext(500);
        PaymentIntent waiting = seller.confirm(seller.intent(), "pm_card_authenticationRequired");
        Object challenge = waiting.getNextAction().getUseStripeSdk().get("source");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Page phone = chromium.browser()
                    .newPage(new Browser.NewPageOptions()
                            .setViewportSize(390, 844)
                            .setColorScheme(scheme))) {
                for (String path : List.of("/", "/payments/" + waiting.getId(), "/challenge/" + challenge)) {
                    phone.navigate(seller.at(path).toString());
                    assertEquals(List.of(), Flaws.of(new AxeBuilder(phone)), scheme + " " + path);
                    assertEquals(390, phone.evaluate("document.documentElement.scrollWidth"), path);
                }
            }
        }
    }
}
