package dev.turnstone.hub.order;

import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.hub.command.Commands;
import dev.turnstone.hub.command.Sent;
import dev.turnstone.hub.order.Action.About;
import dev.turnstone.hub.order.Lanes.Way;
import dev.turnstone.hub.staff.AuditLog;
import dev.turnstone.hub.staff.AuditLog.Deed;
import dev.turnstone.hub.staff.Person;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people order. Each order stands in the audit before it is sent, is carried out beside all others, and gets its
 * result there: {@code done}, {@code refused}, {@code failed}, {@code silent}, {@code deaf}.
 */
public final class Orders implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Orders.class);

    /** The venue as a whole, where no lane is named. */
    static final String EVERYWHERE = "";

    /** More than a venue has lanes, twice over. */
    static final int MOST_OPEN = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Whoever asks for this needs it: asked again as long as a device does not say that it is done. */
    private static final int EMERGENCY_TRIES = 3;

    private final Commands commands;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore open = new Semaphore(MOST_OPEN);
    private volatile Runnable changed = () -> {};

    public Orders(Commands commands, AuditLog audit, InstantSource clock) {
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    /** Told when an order was given, and when it has ended. */
    public void onChange(Runnable told) {
        changed = told;
    }

    /** @return its number in the audit, and what becomes of it */
    Placed place(Person who, Action action, Way way, Optional<String> text) {
        long id = audit.began(who, new Deed(action.word(), way.lane(), text.orElse("")), clock.instant());
        log.info("{} orders {} at lane {}", who.staff(), action.word(), way.lane());
        changed.run();
        if (!open.tryAcquire()) {
            return new Placed(id, CompletableFuture.completedFuture(end(id, "busy", "")));
        }
        CompletableFuture<String> result = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return carryOut(id, action, way, text);
                    } finally {
                        open.release();
                    }
                },
                errands);
        return new Placed(id, result);
    }

    record Placed(long id, CompletableFuture<String> result) {}

    /** The same at every lane, as one deed of the venue and one of each lane. */
    void placeEverywhere(Person who, String deed, Action action, List<Way> ways) {
        long id = audit.began(who, new Deed(deed, EVERYWHERE, ""), clock.instant());
        List<CompletableFuture<String>> results = ways.stream()
                .map(way -> place(who, action, way, Optional.empty()).result())
                .toList();
        var _ = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .whenComplete((all, fault) -> {
                    long done = results.stream()
                            .filter(result -> !result.isCompletedExceptionally())
                            .filter(result -> result.join().equals("done"))
                            .count();
                    end(id, done == ways.size() && done > 0 ? "done" : "partly", done + " / " + ways.size());
                });
    }

    private String carryOut(long id, Action action, Way way, Optional<String> text) {
        Optional<LaneId> lane = action.about() == About.LANE ? Optional.of(new LaneId(way.lane())) : Optional.empty();
        Commands.Order order = new Commands.Order(action.word(), lane, text);
        int tries = action == Action.EMERGENCY_RELEASE ? EMERGENCY_TRIES : 1;
        try {
            Sent sent = commands.send(way.device(), order, PATIENCE);
            for (int i = 1; i < tries && !isDone(sent); i++) {
                sent = commands.send(way.device(), order, PATIENCE);
            }
            return switch (sent) {
                case Sent.Answered(var outcome) ->
                    end(id, outcome.result(), outcome.detail().orElse(""));
                case Sent.Silent silent -> end(id, "silent", "");
                case Sent.Deaf deaf -> end(id, "deaf", "");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end(id, "interrupted", "");
        } catch (RuntimeException e) {
            log.error("the order {} could not be sent to {}", action.word(), way.device(), e);
            return end(id, "failed", "");
        }
    }

    private static boolean isDone(Sent sent) {
        return sent instanceof Sent.Answered(var outcome) && outcome.result().equals("done");
    }

    private String end(long id, String result, String detail) {
        audit.ended(id, result, detail, clock.instant());
        changed.run();
        return result;
    }

    /** What is under way is left: its device may still obey, and the next start says that nobody knows. */
    @Override
    public void close() {
        errands.shutdownNow();
    }
}
