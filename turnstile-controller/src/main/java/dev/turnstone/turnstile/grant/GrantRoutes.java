package dev.turnstone.turnstile.grant;

import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.admission.wire.Limits;
import dev.turnstone.platform.http.Body;
import dev.turnstone.platform.http.Problem;
import dev.turnstone.platform.http.Reply;
import dev.turnstone.turnstile.grant.Challenges.Verdict;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.Lane;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A lane for the devices it is paired with: ask for a challenge, hand in the grant, hear what became of it. */
public final class GrantRoutes implements HttpService {
    private static final int LONGEST_WAIT_MS = 20_000;
    private static final int MOST_LISTENING = 16;

    private final Lane lane;
    private final GrantDesk desk;
    private final RecentNews recent;
    private final String boot;
    private final Optional<String> journal;
    private final Semaphore listening = new Semaphore(MOST_LISTENING);

    /**
     * The answer to a sound grant.
     *
     * @param answer {@code granted} or {@code refused}
     * @param grant the controller's own number, where granted
     * @param why the lane does not do it, where refused
     */
    public record Opened(String answer, Optional<Long> grant, Optional<String> why) {}

    /** The answer to taking something back. */
    public record Withdrawn(String answer) {}

    public GrantRoutes(Lane lane, GrantDesk desk, RecentNews recent, String boot) {
        this(lane, desk, recent, boot, Optional.empty());
    }

    /** @param journal of this controller, where it tells the hub itself who crosses without a pass */
    public GrantRoutes(Lane lane, GrantDesk desk, RecentNews recent, String boot, Optional<JournalId> journal) {
        this.lane = lane;
        this.desk = desk;
        this.recent = recent;
        this.boot = boot;
        this.journal = journal.map(JournalId::toString);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/v1/lane/challenges", this::challenge)
                .post("/v1/lane/grants", this::grant)
                .delete("/v1/lane/grants/{challenge}", this::withdraw)
                .get("/v1/lane/news", this::news);
    }

    private void challenge(ServerRequest req, ServerResponse res) {
        Reply.json(res, desk.challenge());
    }

    private void grant(ServerRequest req, ServerResponse res) {
        switch (desk.take(Body.json(req, LaneGrant.class, Limits.SMALL_MESSAGE))) {
            case GrantDesk.Answer.Given given -> Reply.json(res, opened(given.result()));
            case GrantDesk.Answer.Unsound unsound ->
                throw refused(unsound.why()).asException();
        }
    }

    private static Opened opened(GrantResult result) {
        return switch (result) {
            case GrantResult.Granted granted -> new Opened("granted", Optional.of(granted.grant()), Optional.empty());
            case GrantResult.Refused refused ->
                new Opened("refused", Optional.empty(), Optional.of(LaneNews.word(refused.why())));
        };
    }

    private static Problem refused(Verdict.Unsound why) {
        return switch (why) {
            case OVER ->
                Problem.of(
                        409,
                        "challenge-over",
                        "This challenge is not open",
                        "It was never made here, has been used, or its two seconds are over. Ask for another.");
            case NOT_SIGNED ->
                Problem.of(
                        403,
                        "not-paired",
                        "This grant opens nothing here",
                        "No device that this lane is paired with has signed it. Compare grants.paired with the device's key.");
        };
    }

    private void withdraw(ServerRequest req, ServerResponse res) {
        String challenge = req.path().pathParameters().get("challenge");
        Reply.json(res, new Withdrawn(LaneNews.word(desk.withdraw(challenge))));
    }

    private void news(ServerRequest req, ServerResponse res) throws InterruptedException {
        boolean sameLife = boot.equals(req.query().first("boot").orElse(""));
        long after = sameLife ? number(req, "after", Long.MAX_VALUE) : 0;
        Duration patience = Duration.ofMillis(sameLife ? number(req, "waitMs", LONGEST_WAIT_MS) : 0);
        if (!listening.tryAcquire()) {
            throw Problem.unavailable("Too many are listening to this lane.", Duration.ofSeconds(1))
                    .asException();
        }
        try {
            RecentNews.Since since = recent.since(after, patience);
            long now = System.nanoTime();
            List<LaneNews> news = since.news().stream()
                    .map(each -> LaneNews.of(each.number(), each.event(), desk.challengeOf(each.event()), now))
                    .toList();
            Reply.json(res, new LanePage(boot, journal, since.last(), news, LanePage.Standing.of(lane.view())));
        } finally {
            listening.release();
        }
    }

    private static long number(ServerRequest req, String name, long most) {
        String text = req.query().first(name).orElse("0");
        try {
            return Math.clamp(Long.parseLong(text), 0, most);
        } catch (NumberFormatException e) {
            throw Problem.invalid("A number is asked for.")
                    .at("/" + name, "must be a whole number")
                    .asException();
        }
    }
}
