package dev.turnstone.kiosk.link;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.wire.ClaimAnswer;
import dev.turnstone.admission.wire.ClaimRequest;
import dev.turnstone.admission.wire.SettingsPage;
import dev.turnstone.kiosk.admit.Claims;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.identity.TlsTrouble;
import dev.turnstone.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to the hub over one HTTPS connection that is kept open and warm: a small question once a second keeps the
 * handshake out of a guest's way, and tells whether it is worth while to wait for an answer.
 */
public final class HubClaims implements Claims, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HubClaims.class);

    /** The hub lives that has answered within this. */
    static final Duration ALIVE_FOR = Duration.ofSeconds(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final Duration SETTINGS_EVERY = Duration.ofSeconds(30);

    private final URI hub;
    private final Settings settings;
    private final Answers answers;
    private final HttpClient http;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread pulse = Thread.ofPlatform().name("hub-pulse").unstarted(this::beat);
    private volatile boolean closed;
    private volatile boolean answeredOnce;
    private volatile long answeredNanos;
    private volatile Optional<String> trouble = Optional.of("not reached yet");

    /** Where answers go. */
    public interface Answers {
        void answered(PresentationId presentation, Decision decision);

        void unanswered(PresentationId presentation);
    }

    public HubClaims(URI hub, SSLContext identity, Settings settings, Answers answers) {
        this.hub = hub;
        this.settings = settings;
        this.answers = answers;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .sslContext(identity)
                .executor(asking)
                .build();
    }

    public void start() {
        pulse.start();
    }

    @Override
    public boolean alive(long nowNanos) {
        return answeredOnce && nowNanos - answeredNanos <= ALIVE_FOR.toNanos();
    }

    /** Since when the hub has said nothing; absent where it never has. */
    public Optional<Duration> silence(long nowNanos) {
        return answeredOnce ? Optional.of(Duration.ofNanos(Math.max(0, nowNanos - answeredNanos))) : Optional.empty();
    }

    /** Why the hub does not answer, if it does not. */
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void ask(PresentationId presentation, String pass, Doorway doorway, Duration budget) {
        try {
            asking.execute(() -> claim(presentation, pass, doorway, budget));
        } catch (RejectedExecutionException closing) {
            answers.unanswered(presentation);
        }
    }

    private void claim(PresentationId presentation, String pass, Doorway doorway, Duration budget) {
        ClaimRequest claim = ClaimRequest.of(presentation, pass, doorway, budget.toMillis());
        HttpRequest request = request("/v1/claims", budget)
                .header("Content-Type", "application/json")
                // So that one showing of a pass can be followed from the gate's journal into the hub's log.
                .header("X-Request-Id", presentation.toString().replace(':', '-'))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(claim)))
                .build();
        try {
            Optional<Decision> decision = askUntil(System.nanoTime() + budget.toNanos(), request);
            if (decision.isPresent()) {
                answers.answered(presentation, decision.get());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("The hub's answer to a claim is not understood: {}", e.toString());
        }
        answers.unanswered(presentation);
    }

    /**
     * The same question again, under the same id, until the time to wait is over: a hub that is busy or starting again
     * is not a hub that is away. One that lives and will not take the claim leaves it to staff, never to the policy of
     * a gate that is cut off; or a copied card would admit all night beside a hub that turns it down.
     */
    private Optional<Decision> askUntil(long deadlineNanos, HttpRequest request) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<byte[]> response = send(request);
                int status = response.statusCode();
                if (status == 200) {
                    return Optional.of(
                            Json.read(response.body(), ClaimAnswer.class).decision());
                }
                if (status < 500) {
                    log.warn("The hub does not take this gate's claims: {}", status);
                    return Optional.of(new Decision.Refer(Cause.IN_DOUBT));
                }
            } catch (IOException e) {
                // Said once, by the pulse.
                log.debug("A claim was not answered", e);
            }
            if (deadlineNanos - System.nanoTime() <= BETWEEN_TRIES.toNanos()) {
                return Optional.empty();
            }
            Thread.sleep(BETWEEN_TRIES);
        }
    }

    private void beat() {
        boolean wasAlive = false;
        boolean told = false;
        long settingsNanos = System.nanoTime() - SETTINGS_EVERY.toNanos();
        while (!closed) {
            try {
                long now = System.nanoTime();
                // A hub that has just started may not know its event yet; until it does, we ask at every beat.
                boolean none = settings.keys().number() == 0;
                boolean fetch = !wasAlive || none || now - settingsNanos >= SETTINGS_EVERY.toNanos();
                if (fetch) {
                    fetchSettings();
                    settingsNanos = now;
                } else {
                    send(request("/health/live", PULSE).GET().build());
                }
                if (!wasAlive) {
                    log.info("The hub answers at {}", hub);
                }
                wasAlive = true;
                told = false;
                trouble = Optional.empty();
                Thread.sleep(PULSE);
            } catch (IOException e) {
                String why = TlsTrouble.said(e, "the hub")
                        .orElse(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
                // Once: how exactly it is away changes from beat to beat, and would fill the log of a night cut off.
                if (!told) {
                    log.warn("The hub does not answer at {}: {}", hub, why);
                    told = true;
                }
                wasAlive = false;
                trouble = Optional.of(why);
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The hub's answer is not understood: {}", e.toString());
                wasAlive = false;
                trouble = Optional.of(e.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PULSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void fetchSettings() throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                send(request("/v1/settings", Duration.ofSeconds(5)).GET().build());
        if (response.statusCode() != 200) {
            throw new IOException("/v1/settings answers " + response.statusCode());
        }
        SettingsPage page = Json.read(response.body(), SettingsPage.class);
        page.settings().forEach(settings::offer);
        if (page.fresh()) {
            settings.confirm(System.nanoTime());
        }
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(hub.resolve(path)).timeout(patience);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() < 500) {
            answeredNanos = System.nanoTime();
            answeredOnce = true;
        }
        return response;
    }

    @Override
    public void close() {
        closed = true;
        pulse.interrupt();
        http.shutdownNow();
        asking.shutdownNow();
    }
}
