package dev.turnstone.turnstile.technician;

import dev.turnstone.admission.venue.Direction;
import dev.turnstone.turnstile.lane.Lane;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.LaneView;
import dev.turnstone.turnstile.lane.OrderResult;
import dev.turnstone.turnstile.simulated.SimulatedAct;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A simulated lane in a terminal: one key, one deed; one line for whatever comes of it. */
public final class TerminalLane {
    private static final String KEYS = """
            g grant       w walk in      f fire on, off    h hold open
            o open once   u walk out     e emergency       l lock
            p push        b step back    r reset           x out of service
            j jump        t tailgate     n not ready, ready again
            a alarm of the barrier       . wait a second   q quit
            """;

    private final Lane lane;
    private final PrintStream out;
    private final boolean coloured;
    private final long startNanos = System.nanoTime();
    private final Direction way;
    private boolean fire;
    private boolean notReady;

    public TerminalLane(Lane lane, Direction way, PrintStream out, boolean coloured) {
        this.lane = lane;
        this.way = way;
        this.out = out;
        this.coloured = coloured;
    }

    /** Whether this terminal wants colours. */
    public static boolean coloursWanted() {
        return Paint.wanted(System.getenv());
    }

    /** Obeys keys until {@code q} or the end of the input, and then until whoever was granted has passed or left. */
    public void run(InputStream keys) throws IOException {
        out.println("A turnstile in this terminal: lane " + lane.id() + ". Nothing here opens a real barrier.\n");
        out.println(KEYS);
        print(LaneTalk.of(lane.view()));
        lane.listen(this::tell);
        lane.watch(this::show);
        for (int key = keys.read(); key >= 0 && key != 'q'; key = keys.read()) {
            press((char) key);
        }
        while (lane.state() == LaneState.GRANTED || lane.state() == LaneState.PASSING) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void press(char key) {
        switch (key) {
            case 'g' -> order("g", "grant", () -> lane.grant(way));
            case 'o' -> order("o", "staff open once", lane::openOnce);
            case 'h' -> order("h", "staff hold open", lane::holdOpen);
            case 'l' -> order("l", "staff lock", lane::lock);
            case 'x' -> order("x", "staff close the lane", lane::outOfService);
            case 'e' -> order("e", "a person presses emergency release", lane::emergencyRelease);
            case 'r' -> order("r", "a person resets the lane", lane::resetAfterFire);
            case 'w' -> act("w", "somebody comes to walk in", SimulatedAct.WALK);
            case 'u' -> act("u", "somebody comes to walk out", SimulatedAct.WALK_OUT);
            case 'p' -> act("p", pushed(), SimulatedAct.PUSH);
            case 'b' -> act("b", "somebody begins and steps back", SimulatedAct.TURN_BACK);
            case 't' -> act("t", "two people go through together", SimulatedAct.TAILGATE);
            case 'j' -> act("j", "somebody jumps over", SimulatedAct.JUMP);
            case 'f' -> {
                fire = !fire;
                act("f", fire ? "the fire contact opens" : "the fire contact closes", fireAct());
            }
            case 'n' -> {
                notReady = !notReady;
                act(
                        "n",
                        notReady ? "the barrier is switched off" : "the barrier is ready again",
                        notReady ? SimulatedAct.NOT_READY : SimulatedAct.READY);
            }
            case 'a' ->
                act("a", "the barrier says that somebody stands in it without leave", SimulatedAct.UNAUTHORISED);
            case '.' -> LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            case '\n', '\r', ' ' -> {}
            default -> print(new LaneTalk.Line("key", key + " does nothing here", Paint.QUIET));
        }
    }

    /** A locked arm gives a little and tells nobody. */
    private String pushed() {
        return lane.state() == LaneState.LOCKED ? "somebody pushes the arm; it is locked" : "somebody pushes the arm";
    }

    private SimulatedAct fireAct() {
        return fire ? SimulatedAct.FIRE : SimulatedAct.FIRE_OVER;
    }

    private void act(String key, String what, SimulatedAct act) {
        print(new LaneTalk.Line("key " + key, what, Paint.QUIET));
        lane.simulate(act);
    }

    private void order(String key, String what, Supplier<OrderResult> order) {
        print(new LaneTalk.Line("key " + key, what, Paint.QUIET));
        LaneTalk.of(order.get()).ifPresent(this::print);
    }

    private void tell(LaneEvent event) {
        LaneTalk.of(event).ifPresent(this::print);
    }

    private void show(LaneView view) {
        print(LaneTalk.of(view));
    }

    private synchronized void print(LaneTalk.Line line) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        out.printf(
                "%8.3f  %s  %s%n",
                seconds, "%-9s".formatted(line.what()), line.paint().on(line.detail(), coloured));
        out.flush();
    }
}
