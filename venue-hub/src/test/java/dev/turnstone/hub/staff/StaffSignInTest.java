package dev.turnstone.hub.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.admission.wire.StaffChange;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.hub.staff.StaffDoor.SeenBy;
import dev.turnstone.hub.testing.TestBrowser;
import dev.turnstone.hub.testing.TestStaff;
import dev.turnstone.platform.cli.CommandLine;
import dev.turnstone.platform.http.HttpShell;
import dev.turnstone.platform.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in over HTTP, with real hashes, sessions and a real file. */
@SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test.
class StaffSignInTest {
    private static final Instant NOW = Instant.parse("2026-03-07T22:41:07Z");

    @TempDir
    Path folder;

    private TestStaff staff;
    private HttpShell shell;
    private TestBrowser browser;

    @BeforeEach
    void start() {
        staff = new TestStaff(folder, () -> NOW);
        StaffDoor door = staff.door(SeenBy.STAFF);
        shell = HttpShell.named("hub-staff")
                .listen("127.0.0.1", 0)
                .routes(new StaffRoutes(door, staff.store, () -> ZoneOffset.UTC)::routing)
                .routes(rules -> rules.get("/watched", (req, res) -> {
                    door.mustSee(req);
                    Reply.json(res, "seen");
                }))
                .start();
        browser = new TestBrowser(shell.uri());
    }

    @AfterEach
    void stop() {
        browser.close();
        shell.close();
        staff.close();
    }

    @Test
    void withoutAnyAccountThePageSaysHowToMakeTheFirst() {
        String page = browser.get("/sign-in").body();
        assertTrue(page.contains("Nobody has an account yet"), page);
        assertTrue(page.contains("./turnstone hub add-staff"), page);
        assertFalse(page.contains("type=\"password\""), page);
    }

    @Test
    void whoeverIsNobodyIsSentToSignInAndComesBackToWhereTheyWereGoing() {
        staff.hire("maya", Role.MANAGER);
        HttpResponse<String> sent = browser.get("/audit");
        assertEquals(303, sent.statusCode());
        assertEquals("/sign-in?to=%2Faudit", location(sent));
        assertTrue(browser.get(location(sent)).body().contains("name=\"to\" value=\"/audit\""));

        HttpResponse<String> signedIn =
                browser.post("/sign-in", "name", "Maya", "secret", TestStaff.PASSWORD, "to", "/audit");
        assertEquals("/audit", location(signedIn));
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertEquals(200, browser.get("/audit").statusCode());
        assertEquals(200, browser.get("/watched").statusCode());
    }

    @Test
    void signingInLeadsOnlyToAPageOfOurs() {
        staff.hire("maya", Role.MANAGER);
        for (String elsewhere : List.of("//evil.example", "https://evil.example/", "/\\evil.example", "/sign-in")) {
            assertEquals(
                    "/",
                    location(browser.post("/sign-in", "name", "maya", "secret", TestStaff.PASSWORD, "to", elsewhere)),
                    elsewhere);
        }
    }

    @Test
    void wrongTriesMakeThatAccountWaitAndNobodyElse() {
        staff.hire("maya", Role.MANAGER);
        staff.hire("omar", Role.OWNER);
        for (int left = 2; left > 0; left--) {
            assertEquals(403, tried("maya", "guess").statusCode());
        }
        HttpResponse<String> waits = tried("maya", "guess");
        assertEquals(429, waits.statusCode());
        assertEquals("5", waits.headers().firstValue("Retry-After").orElse(""));
        assertEquals(429, tried("maya", TestStaff.PASSWORD).statusCode(), "not even looked at");
        assertEquals(303, tried("omar", TestStaff.PASSWORD).statusCode());

        staff.later(Duration.ofSeconds(5));
        assertEquals(303, tried("maya", TestStaff.PASSWORD).statusCode());
        assertEquals(
                List.of("done", "done", "locked-out", "wrong", "wrong"),
                staff.store.audit().newest(9).stream()
                        .filter(entry -> entry.action().equals("sign-in"))
                        .map(entry -> entry.result().orElse("pending"))
                        .toList(),
                "what was not looked at is not written");
    }

    @Test
    void namesThatAreNotThereShareTheirTriesAndTellNothing() {
        staff.hire("maya", Role.MANAGER);
        tried("ghost-1", "guess");
        tried("ghost-2", "guess");
        HttpResponse<String> waits = tried("ghost-3", "guess");
        assertEquals(429, waits.statusCode());
        assertEquals(403, tried("maya", "guess").statusCode());
        assertEquals("?", staff.store.audit().newest(4).getLast().staff(), "what was typed may be a password");
    }

    @Test
    void aSessionEndsWhenNobodyUsesIt() {
        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        staff.later(TestStaff.UNUSED.minusSeconds(1));
        assertEquals(200, browser.get("/audit").statusCode());
        staff.later(TestStaff.UNUSED.minusSeconds(1));
        assertEquals(200, browser.get("/watched").statusCode());
        staff.later(Duration.ofSeconds(1));
        assertEquals(401, browser.get("/watched").statusCode(), "looking on does not keep it alive");
        assertEquals(303, browser.get("/audit").statusCode());
    }

    @Test
    void aSessionEndsWithItsAccountItsRolesOrItsPin() {
        Person maya = staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        staff.store.put(new Person(
                "maya",
                "Maya",
                maya.roles(),
                Optional.of(Secrets.hash("other1234567", new Random(3)).kept()),
                Source.HUB));
        assertEquals(303, browser.get("/audit").statusCode());

        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        staff.hire("maya", Role.STAFF);
        assertEquals(403, browser.get("/audit").statusCode());

        staff.store.remove("maya");
        assertEquals(303, browser.get("/audit").statusCode());
    }

    @Test
    void aFormThatCameFromNoPageOfOursDoesNothing() {
        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya").get("/audit");
        browser.forget();
        assertEquals(403, browser.post("/sign-out").statusCode());
        assertEquals(200, browser.get("/audit").statusCode(), "still signed in");
        assertEquals(303, browser.post("/sign-out").statusCode());
        assertEquals(303, browser.get("/audit").statusCode());
        assertTrue(staff.store.audit().newest(1).getFirst().action().equals("sign-out"));
    }

    @Test
    void theRecordSaysWhoWhatAndWhenInTheReadersLanguage() {
        staff.hire("maya", Role.MANAGER);
        browser.signedIn("maya");
        String page = browser.get("/audit?lang=es").body();
        assertTrue(page.contains("maya") && page.contains("Inició sesión") && page.contains("03-07 22:41:07"), page);
    }

    @Test
    void whoeverTheCloudKnowsSignsInWhileItIsAwayAndOneMadeHereIsNeverChangedByIt() {
        staff.store.apply(new StaffChange("s-17", "Noor", List.of("manager", "juggler"), Optional.of(TestStaff.HASH)));
        assertEquals(303, tried("s-17", TestStaff.PASSWORD).statusCode());
        staff.store.apply(new StaffChange("s-17", "Noor", List.of(), Optional.of(TestStaff.HASH)));
        assertEquals(403, tried("s-17", TestStaff.PASSWORD).statusCode());

        staff.hire("omar", Role.OWNER);
        staff.store.apply(new StaffChange("omar", "Somebody else", List.of(), Optional.empty()));
        assertEquals(303, tried("omar", TestStaff.PASSWORD).statusCode());
    }

    @Test
    void theFirstAccountIsMadeOnTheCommandLineWhileTheHubRuns() {
        assertEquals(1, said("12345", "add-staff", "Inés Ortiz", "--role", "owner").code, "too short a PIN");
        assertEquals(2, said("481516", "add-staff", "Inés Ortiz", "--role", "king").code, "no such role");
        Said added = said("481516", "add-staff", "Inés Ortiz", "--role", "owner");
        assertEquals(0, added.code, added.words);
        assertTrue(added.words.contains("Sign in on the dashboard as: ines-ortiz"), added.words);
        assertTrue(said("", "list-staff").words.contains("owner"));

        assertEquals(303, tried("Inés Ortiz", "481516").statusCode());
        assertEquals(200, browser.get("/audit").statusCode());
        assertEquals(0, said("", "remove-staff", "ines-ortiz").code);
        assertEquals(303, browser.get("/audit").statusCode());
        assertEquals(1, said("", "remove-staff", "ines-ortiz").code);
    }

    @Test
    void whatWasUnderWayWhenTheHubStoppedIsSaidToBeUnknown() {
        Person maya = staff.hire("maya", Role.MANAGER);
        long id = staff.store.audit().began(maya, new AuditLog.Deed("lock", "a-1", ""), NOW);
        staff.store.audit().tidy(NOW.plusSeconds(9));
        assertEquals(
                Optional.of("interrupted"),
                staff.store.audit().find(id).orElseThrow().result());
        staff.store.audit().ended(id, "done", "", NOW);
        assertEquals(
                Optional.of("interrupted"),
                staff.store.audit().find(id).orElseThrow().result());
        staff.store.audit().tidy(NOW.plus(AuditLog.KEPT).plusSeconds(1));
        assertEquals(List.of(), staff.store.audit().newestOf("a-1", 9));
    }

    private record Said(int code, String words) {}

    private Said said(String typed, String... words) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        int code = new CommandLine(
                        "./turnstone hub",
                        new StaffCommands(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))).all())
                .run(all, out, out);
        return new Said(code, written.toString(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> tried(String name, String secret) {
        return browser.post("/sign-in", "name", name, "secret", secret);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
