package dev.turnstone.rehearsal.stripe;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Paying in a real browser, on a page of another origin than the stand-in's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentElementTest {
    private static final String PAYS = "4242 4242 4242 4242";
    private static final String DECLINES = "4000 0000 0000 0002";
    private static final String ASKS_THE_BANK = "4000 0025 0000 3155";

    private Chromium chromium;
    private Seller seller;
    private PurchasePage shop;
    private Page page;
    private PaymentIntent intent;
    private List<String> complaints;

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
    void open() throws IOException, StripeException {
        seller = Seller.open();
        shop = PurchasePage.open(seller.standIn.uri());
        intent = seller.intent();
        complaints = new ArrayList<>();
        page = chromium.browser().newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void close() {
        page.close();
        shop.close();
        seller.close();
    }

    @Test
    void aGoodCardPaysWithoutLeavingThePage() throws StripeException {
        visit("");
        type(PAYS);
        assertThat(page.locator("body")).hasAttribute("data-complete", "true");

        pay();

        says("succeeded");
        PaymentIntent paid = retrieved();
        assertEquals("succeeded", paid.getStatus());
        assertEquals(
                "Ana",
                seller.stripe
                        .v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getBillingDetails()
                        .getName());
        assertEquals(List.of(), complaints);
    }

    @Test
    void aDeclinedCardSaysSoAndAnotherPays() {
        visit("");
        type(DECLINES);
        pay();
        says("card_error: Your card was declined.");

        type(PAYS);
        pay();
        says("succeeded");
    }

    @Test
    void theBankIsAskedInADialogAndThenItIsPaid() throws StripeException {
        visit("");
        type(ASKS_THE_BANK);
        pay();

        bank().getByText("Complete").click();

        says("succeeded");
        assertThat(page.locator("dialog")).hasCount(0);
        assertEquals("succeeded", retrieved().getStatus());
        assertEquals(List.of(), complaints);
    }

    @Test
    void theStandInMayGoByAnotherNameOnThePage() throws IOException {
        try (PurchasePage other =
                PurchasePage.open(URI.create(seller.standIn.uri().toString().replace("localhost", "127.0.0.1")))) {
            page.navigate(other.paying(intent.getClientSecret(), ""));
            assertThat(page.locator("body")).hasAttribute("data-ready", "true");
            type(ASKS_THE_BANK);
            pay();

            bank().getByText("Complete").click();

            says("succeeded");
        }
    }

    @Test
    void aFailedChallengeSaysSoAndEscapeIsOne() {
        visit("");
        type(ASKS_THE_BANK);
        pay();
        bank().getByText("Fail").click();
        says("invalid_request_error: We are unable to authenticate your payment method");

        pay();
        bank().getByText("Fail").focus();
        page.keyboard().press("Escape");
        says("invalid_request_error: We are unable to authenticate your payment method");
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingIsSent() throws StripeException {
        visit("");
        card().getByLabel("Card number").fill("4242 4242 4242 4241");
        card().getByLabel("Expiry").fill("0120");

        pay();

        says("validation_error");
        assertThat(card().locator("#number-fault")).hasText("Check the card number: a digit is wrong.");
        assertThat(card().locator("#expiry-fault")).hasText("This card has expired.");
        assertThat(card().locator("#cvc-fault")).hasText("Enter the code on the card.");
        assertThat(card().getByLabel("Card number")).hasAttribute("aria-invalid", "true");
        assertThat(card().getByLabel("Card number")).isFocused();
        assertEquals("requires_payment_method", retrieved().getStatus());
    }

    @Test
    void theFieldsAreWhatBrowsersFillInByThemselves() {
        visit("");

        assertThat(card().getByLabel("Card number")).hasAttribute("autocomplete", "cc-number");
        assertThat(card().getByLabel("Expiry")).hasAttribute("autocomplete", "cc-exp");
        assertThat(card().getByLabel("Security code")).hasAttribute("autocomplete", "cc-csc");
        assertThat(card().getByLabel("Card number")).hasAttribute("inputmode", "numeric");
    }

    @Test
    void aTestCardIsFilledInByOneClick() {
        visit("");

        card().getByText("pays").click();

        assertThat(card().getByLabel("Card number")).hasValue(PAYS);
        assertThat(page.locator("body")).hasAttribute("data-complete", "true");
    }

    @Test
    void itSpeaksSpanish() {
        visit("&locale=es");
        type(card().getByLabel("Número de tarjeta"), ASKS_THE_BANK, "Vencimiento", "Código de seguridad");
        pay();

        bank().getByText("Completar").click();
        says("succeeded");
    }

    @Test
    void withRedirectItEndsOnTheReturnAddress() {
        visit("&redirect=always");
        type(PAYS);

        pay();

        page.waitForURL(Pattern.compile(".*/thanks\\?.*redirect_status=succeeded.*"));
        assertTrue(page.url().contains("payment_intent=" + intent.getId()), page.url());
    }

    @Test
    void theFrameHasNoFlawThatAxeKnows() {
        // On light ground, because axe takes what is behind a transparent frame for white.
        visit("&theme=stripe");
        card().getByLabel("Card number").fill("1");
        pay();
        says("validation_error");

        assertEquals(List.of(), Flaws.of(new AxeBuilder(page).include(List.of("#payment iframe", "main"))));
    }

    private void visit(String more) {
        page.navigate(shop.paying(intent.getClientSecret(), more));
        assertThat(page.locator("body")).hasAttribute("data-ready", "true");
    }

    private FrameLocator card() {
        return page.frameLocator("#payment iframe");
    }

    private FrameLocator bank() {
        return page.frameLocator("dialog iframe");
    }

    private void type(String number) {
        type(card().getByLabel("Card number"), number, "Expiry", "Security code");
    }

    private void type(com.microsoft.playwright.Locator number, String digits, String expiry, String code) {
        number.fill("");
        number.pressSequentially(digits.replace(" ", ""));
        assertThat(number).hasValue(digits);
        card().getByLabel(expiry).fill("");
        card().getByLabel(expiry).pressSequentially("431");
        assertThat(card().getByLabel(expiry)).hasValue("04 / 31");
        card().getByLabel(code).fill("123");
    }

    private void pay() {
        page.locator("#pay").click();
    }

    private void says(String text) {
        assertThat(page.locator("#said")).containsText(text);
    }

    private PaymentIntent retrieved() throws StripeException {
        return seller.stripe.v1().paymentIntents().retrieve(intent.getId());
    }
}
