package dev.turnstone.rehearsal.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.Person;
import dev.turnstone.hub.staff.Person.Source;
import dev.turnstone.hub.staff.Role;
import dev.turnstone.hub.staff.StaffStore;
import dev.turnstone.rehearsal.stage.StagedEvent;
import dev.turnstone.rehearsal.stage.StagedGate;
import dev.turnstone.rehearsal.stage.StagedHub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a form on the hub's page, through its broker, to the relay of a kiosk: each a process of its own. */
class CommandedKioskTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern FORM = Pattern.compile("name=\"form\" value=\"([0-9a-f]+)\"");

    @TempDir
    Path folder;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void aManagerOpensALaneClosesItAndFreesEveryLaneFromTheHubsPages() throws Exception {
        InstantSource clock = InstantSource.system();
        StagedEvent event = new StagedEvent(9, clock.instant(), 1);
        event.enter(Files.createDirectories(StagedHub.data(folder)), 1, 1);
        try (StaffStore staff = StaffStore.open(StagedHub.data(folder).resolve(StaffStore.FILE))) {
            staff.put(new Person("maya", "Maya", Set.of(Role.MANAGER), Optional.of(ServedHub.HASH), Source.HUB));
            try (StagedHub hub = StagedHub.start(folder, event, clock);
                    StagedGate gate = StagedGate.obeying(folder, event, hub)) {
                URI site = hub.dashboard();
                assertEquals(401, status(site.resolve("/api/v1/ledger")), "nobody is signed in");
                post(site.resolve("/sign-in"), "name=maya&secret=" + ServedHub.PASSWORD);
                gate.start(List.of(), List.of());
                gate.awaitReady();
                URI lane = site.resolve("/lanes/a-1");
                await("the hub to know the lane", () -> get(lane).contains("locked"));

                orderUntilDone(staff, lane, "open-once");
                await("the relay", () -> !gate.rises().isEmpty());
                orderUntilDone(staff, lane, "out-of-service");
                await("a closed lane", () -> get(lane).contains("out of service</strong>"));
                post(site.resolve("/emergency"), "form=" + form(site.resolve("/emergency")));
                await("a free lane", () -> get(lane).contains("the way out is free</strong>"));
                await("all of it to be written down", () -> ended(staff, "emergency"));

                assertTrue(staff.audit().newest(20).stream()
                        .allMatch(entry -> entry.staff().equals("maya")));
            }
        }
    }

    private void order(URI lane, String action) {
        post(lane, "form=%s&action=%s&text=Welcome".formatted(form(lane), action));
    }

    /** On a machine that is too busy to answer in its ten seconds, a person would press again. */
    private void orderUntilDone(StaffStore staff, URI lane, String action) {
        await(action + " to be done", () -> {
            order(lane, action);
            await("an outcome", () -> ended(staff, action));
            return result(staff, action).equals("done");
        });
    }

    private static boolean ended(StaffStore staff, String action) {
        return !result(staff, action).equals("under way");
    }

    private static String result(StaffStore staff, String action) {
        return staff.audit().newest(20).stream()
                .filter(entry -> entry.action().equals(action))
                .findFirst()
                .flatMap(AuditLog.Entry::result)
                .orElse("under way");
    }

    private String form(URI page) {
        Matcher found = FORM.matcher(get(page));
        assertTrue(found.find(), "a form on " + page);
        return found.group(1);
    }

    private String get(URI page) {
        return answer(HttpRequest.newBuilder(page)).body;
    }

    private int status(URI page) {
        return answer(HttpRequest.newBuilder(page)).status;
    }

    private void post(URI address, String form) {
        Answer answer = answer(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertEquals(303, answer.status, answer.body);
    }

    private record Answer(int status, String body) {}

    private Answer answer(HttpRequest.Builder request) {
        try {
            var answer = browser.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain for " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
