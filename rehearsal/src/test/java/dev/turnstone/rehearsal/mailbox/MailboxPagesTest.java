package dev.turnstone.rehearsal.mailbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.turnstone.platform.json.Json;
import dev.turnstone.rehearsal.browser.Chromium;
import dev.turnstone.rehearsal.browser.Flaws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The mailbox as a person sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailboxPagesTest {
    /** One black pixel. */
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    private Chromium chromium;
    private Mailbox mailbox;
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
    void open() {
        mailbox = Mailbox.start(new MailboxSettings("localhost", 0, "re_rehearsal", Optional.empty()));
        page = chromium.browser().newPage();
    }

    @AfterEach
    void close() {
        page.close();
        mailbox.close();
    }

    @Test
    void aMessageAppearsByItselfAndIsReadAsItsReaderWould() throws Exception {
        page.navigate(mailbox.uri().toString());
        assertThat(page.locator(".pane--list")).containsText("No mail yet");

        send("<h1>See you there</h1><img id='qr' src='cid:qr'>");
        page.getByText("Your ticket").click();

        var letter = page.frameLocator(".letter__body");
        assertThat(letter.locator("h1")).hasText("See you there");
        assertEquals(1, letter.locator("#qr").evaluate("each => each.naturalWidth"));
        assertThat(page.locator(".files")).containsText("qr.png");
    }

    @Test
    void aMessageRunsNothing() throws Exception {
        send("<p id='said'>quiet</p><script>document.getElementById('said').textContent = 'loud'</script>"
                + "<img src='x' onerror=\"document.getElementById('said').textContent = 'loud'\">");

        page.navigate(
                mailbox.uri() + "/messages/" + mailbox.messages().getFirst().id());

        assertThat(page.frameLocator(".letter__body").locator("#said")).hasText("quiet");
    }

    @Test
    void noPageHasAFlawThatAxeKnowsNorIsWiderThanAPhone() throws Exception {
        send("<p>Hello</p>");
        String open = "/messages/" + mailbox.messages().getFirst().id();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Page phone = chromium.browser()
                    .newPage(new Browser.NewPageOptions()
                            .setViewportSize(390, 844)
                            .setColorScheme(scheme))) {
                for (String path : List.of("/", open)) {
                    phone.navigate(mailbox.uri().resolve(path).toString());
                    // What is inside a message is its sender's to answer for.
                    AxeBuilder axe = new AxeBuilder(phone).exclude(".letter__body");
                    assertEquals(List.of(), Flaws.of(axe), scheme + " " + path);
                    assertEquals(390, phone.evaluate("document.documentElement.scrollWidth"), path);
                }
            }
        }
    }

    private void send(String html) throws IOException, InterruptedException {
        Map<String, Object> message = Map.of(
                "from",
                "Maguey <tickets@maguey.example>",
                "to",
                List.of("ana@example.com"),
                "subject",
                "Your ticket",
                "html",
                html,
                "attachments",
                List.of(Map.of(
                        "filename", "qr.png",
                        "content", PIXEL,
                        "content_id", "qr",
                        "content_type", "image/png")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(mailbox.uri().resolve("/emails"))
                            .header("Authorization", "Bearer re_rehearsal")
                            .POST(HttpRequest.BodyPublishers.ofString(Json.text(message)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response.body());
        }
    }
}
