package dev.turnstone.kiosk.lane;

import dev.turnstone.admission.key.SigningKey;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.LaneChallenge;
import dev.turnstone.admission.wire.LaneGrant;
import dev.turnstone.turnstile.gpio.OutputLine;
import dev.turnstone.turnstile.grant.GrantRoutes;
import dev.turnstone.turnstile.grant.LaneNews;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.InputCounters;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneTrace;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.lane.Refusal;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane whose controller stands on the secure side: this gate asks it for a challenge, signs it, and hears over the
 * same connection what became of the guest.
 *
 * <p>A grant whose answer is lost is taken back. If even that is not answered, the barrier may be open: then it counts
 * as granted, and only the controller's own account gives the entry back.
 */
public final class RemoteLane implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteLane.class);
    /** Done by a person who stands at the controller. */
    private static final OrderResult ELSEWHERE = new GrantResult.Refused(Refusal.ELSEWHERE);

    /** Within the time for which the client keeps an idle connection. */
    private static final Duration WARM_EVERY = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 256;

    private final LaneId id;
    private final SigningKey key;
    private final LaneCalls calls;
    private final LaneEars ears;
    private final Thread warmth;
    /** This gate's own number of each grant, by its challenge, oldest first. */
    private final Map<String, Long> numbers = new LinkedHashMap<>();

    private long lastNumber;
    private volatile boolean closed;

    public RemoteLane(LaneId id, URI controller, SSLContext identity, SigningKey key, RandomGenerator random) {
        this(id, controller, identity, key, random, LaneCalls.Patience.USUAL);
    }

    RemoteLane(
            LaneId id,
            URI controller,
            SSLContext identity,
            SigningKey key,
            RandomGenerator random,
            LaneCalls.Patience patience) {
        this.id = id;
        this.key = key;
        this.calls = new LaneCalls(controller, identity, patience);
        this.ears = new LaneEars(id, calls, this::mapped, random);
        this.warmth = Thread.ofVirtual().name("lane-" + id.value() + "-warmth").unstarted(this::keepWarm);
    }

    public RemoteLane start() {
        ears.start();
        warmth.start();
        return this;
    }

    /** Why the controller does not answer, if it does not. */
    @Override
    public Optional<String> trouble() {
        return ears.trouble();
    }

    @Override
    public LaneId id() {
        return id;
    }

    @Override
    public GrantResult grant(Direction direction) {
        if (closed) {
            return new GrantResult.Refused(Refusal.CLOSED);
        }
        try {
            LaneChallenge asked = calls.challenge();
            if (!asked.lane().equals(id.value())) {
                LOG.error("Lane {}: the controller there governs lane {}", id, asked.lane());
                return new GrantResult.Refused(Refusal.CLOSED);
            }
            long number = number(asked.challenge());
            return open(LaneGrant.sign(asked, direction, LaneGrant.LONGEST_LIFE_MS, key), number);
        } catch (IOException e) {
            LOG.warn("Lane {}: the controller gives no challenge: {}", id, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Lane {}: the controller is not understood", id, e);
        }
        return new GrantResult.Refused(Refusal.CLOSED);
    }

    /** A challenge now and then, beside the one connection that listens: no guest waits for a handshake. */
    private void keepWarm() {
        while (!closed) {
            try {
                calls.challenge();
            } catch (IOException | RuntimeException e) {
                LOG.debug("Lane {}: the controller is not there: {}", id, e.toString());
            } catch (InterruptedException e) {
                return;
            }
            if (!LaneEars.pause(WARM_EVERY)) {
                return;
            }
        }
    }

    private GrantResult open(LaneGrant grant, long number) throws InterruptedException {
        try {
            GrantRoutes.Opened opened = calls.open(grant);
            return opened.grant().isPresent() ? new GrantResult.Granted(number) : refused(opened);
        } catch (LaneCalls.Declined e) {
            LOG.error("Lane {}: the controller refuses the grant: {}", id, e.getMessage());
            return new GrantResult.Refused(Refusal.CLOSED);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Lane {}: the answer to a grant was lost: {}", id, e.toString());
            return takenBack(grant.challenge())
                    ? new GrantResult.Refused(Refusal.CLOSED)
                    : new GrantResult.Granted(number);
        }
    }

    /** Whether it is certain that nobody gets through by this challenge. */
    private boolean takenBack(String challenge) throws InterruptedException {
        try {
            String answer = calls.withdraw(challenge);
            return answer.equals("never-used") || answer.equals("cancelled") || answer.equals("unknown");
        } catch (IOException | RuntimeException e) {
            LOG.error("Lane {}: whether its barrier is open is not known: {}", id, e.toString());
            return false;
        }
    }

    private static GrantResult refused(GrantRoutes.Opened opened) {
        String why = opened.why().orElse("");
        for (Refusal refusal : Refusal.values()) {
            if (LaneNews.word(refusal).equals(why)) {
                return new GrantResult.Refused(refusal);
            }
        }
        return new GrantResult.Refused(Refusal.CLOSED);
    }

    @Override
    public LaneState state() {
        return ears.view().state();
    }

    @Override
    public LaneView view() {
        return ears.view();
    }

    @Override
    public Optional<String> failing() {
        return ears.ended() ? Optional.of("nobody listens to its controller any more") : Optional.empty();
    }

    /** Its lines end at the controller. */
    @Override
    public InputCounters inputs() {
        return InputCounters.NONE;
    }

    @Override
    public LaneTrace trace() {
        return LaneTrace.NONE;
    }

    @Override
    public void listen(Consumer<LaneEvent> listener) {
        ears.listen(listener);
    }

    @Override
    public void watch(Consumer<LaneView> watcher) {
        ears.watch(watcher);
    }

    @Override
    public boolean keepsJournal() {
        return ears.keepsJournal();
    }

    @Override
    public OrderResult openOnce() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult holdOpen() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult lock() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult outOfService() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult emergencyRelease() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult resetAfterFire() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult cancel(long grant) {
        Optional<String> challenge = challengeOf(grant);
        try {
            boolean back = challenge.isPresent() && takenBack(challenge.get());
            return back ? new OrderResult.Done() : new GrantResult.Refused(Refusal.TOO_LATE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GrantResult.Refused(Refusal.TOO_LATE);
        }
    }

    @Override
    public OrderResult beginTest() {
        return ELSEWHERE;
    }

    @Override
    public OrderResult tryOutput(OutputLine line) {
        return ELSEWHERE;
    }

    @Override
    public OrderResult endTest() {
        return ELSEWHERE;
    }

    @Override
    public void simulate(SimulatedAct act) {
        throw new UnsupportedOperationException("lane " + id + " has a controller of its own");
    }

    @Override
    public void close() {
        closed = true;
        ears.close();
        warmth.interrupt();
        calls.close();
    }

    private synchronized long number(String challenge) {
        numbers.put(challenge, ++lastNumber);
        Iterator<String> oldest = numbers.keySet().iterator();
        while (numbers.size() > MOST_REMEMBERED) {
            oldest.next();
            oldest.remove();
        }
        return lastNumber;
    }

    private synchronized Optional<String> challengeOf(long number) {
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A grant that is not this gate's, such as one by hand at the controller, gets a number that nothing here has. */
    private synchronized long mapped(LaneNews news) {
        return news.challenge().map(numbers::get).orElse(-news.grant().orElse(0L));
    }
}
