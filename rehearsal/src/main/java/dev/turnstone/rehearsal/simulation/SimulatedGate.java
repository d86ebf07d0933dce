package dev.turnstone.rehearsal.simulation;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.wire.JournalAck;
import dev.turnstone.admission.wire.UsageBatch;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.hub.claim.Order.Outcome;
import dev.turnstone.kiosk.admit.Attendant;
import dev.turnstone.kiosk.admit.Claims;
import dev.turnstone.kiosk.admit.Memory;
import dev.turnstone.kiosk.admit.Recollection;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.turnstile.journal.DeviceClock;
import dev.turnstone.turnstile.journal.Journal;
import dev.turnstone.turnstile.journal.JournalWriter;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.journal.Scribe;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.link.Drain;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A gate as it is, from the attendant to the journal and its drain. Simulated are its card, its clocks, its lane, the ways
 * to the hub, and the plug that somebody pulls.
 */
final class SimulatedGate {
    private static final Duration ALIVE_FOR = Duration.ofSeconds(2);
    private static final long ASK_AGAIN_MS = 100;
    private static final long TICK_MS = 50;
    private static final long DRAIN_MS = 250;
    private static final long PULSE_MS = 1_000;
    private static final long WRITE_HEARD_MS = 2_000;

    private final Doorway doorway;
    private final House house;
    private final SimulatedHub hub;
    private final Timeline timeline;
    private final SplittableRandom random;
    private final Night night;
    private final SimulatedCard card;
    private final SimulatedWay claimsWay;
    private final SimulatedWay eventsWay;
    private final SimulatedEar ear;
    private final double drift;
    private long clockOffsetMs;
    private int boots;
    private int cuts;
    private boolean isCut;
    private long grants;
    private @Nullable Life life;

    SimulatedGate(Doorway doorway, House house, SimulatedHub hub, SplittableRandom random, Night night, Plant plant) {
        this.doorway = doorway;
        this.house = house;
        this.hub = hub;
        this.timeline = night.timeline();
        this.random = random;
        this.night = night;
        this.card = new SimulatedCard(random.split(), night.weather());
        this.claimsWay = new SimulatedWay(timeline, random.split(), night.weather());
        this.eventsWay = new SimulatedWay(timeline, random.split(), night.weather());
        this.ear = new SimulatedEar(plant == Plant.USAGE_OUT_OF_ORDER);
        this.drift = random.nextDouble(-2e-4, 2e-4);
        this.clockOffsetMs = random.nextLong(-2_000, 2_000);
    }

    Doorway doorway() {
        return doorway;
    }

    SimulatedCard card() {
        return card;
    }

    private Instant wall() {
        return timeline.now().plusMillis(clockOffsetMs + (long) (timeline.nowMs() * drift));
    }

    void stepClock(long byMs) {
        night.weather().reached(Reached.CLOCK_STEPPED);
        night.trace(doorway.gate() + "'s clock is set by " + byMs + " ms");
        clockOffsetMs += byMs;
    }

    /** Its next entry is later than anything that any clock can have said of this night. */
    void restartTwoDaysLater() {
        if (life != null) {
            life.end();
            life = null;
        }
        clockOffsetMs = Duration.ofDays(2).toMillis();
        switchOn();
    }

    boolean isOn() {
        return life != null;
    }

    /** As far as this gate believes that the hub has its journal. */
    long acknowledged() {
        return life == null ? 0 : life.journal.acknowledged();
    }

    /** Everything is at the hub, as far as both know. */
    boolean isDrained() {
        return life != null
                && life.journal.acknowledged() == card.last()
                && hub.disk().position(card.head().id()) == card.last();
    }

    void switchOn() {
        if (life != null) {
            return;
        }
        try {
            Life fresh = new Life("boot-" + ++boots);
            night.promises().booted(this, ear.writtenLife(), ear.written());
            life = fresh;
            fresh.start();
            night.trace(doorway.gate() + " is on, boot " + boots);
        } catch (PowerCut cut) {
            losePower();
        } catch (RuntimeException cardFault) {
            // systemd starts it again.
            life = null;
            timeline.after(1_000, this::switchOn);
        }
    }

    /** As when its plug is pulled, and put back a little later. */
    void losePower() {
        @Nullable Life cut = life;
        if (cut == null) {
            return;
        }
        night.weather().reached(Reached.GATE_POWER_CUT);
        cut.end();
        life = null;
        night.trace(doorway.gate() + " loses its power");
        timeline.after(random.nextLong(1_000, 5_000), this::switchOn);
    }

    void cut(boolean claimsToo, long forMs) {
        night.weather().reached(claimsToo ? Reached.LINK_CUT : Reached.ONLY_EVENTS_CUT);
        night.trace(doorway.gate() + (claimsToo ? " is cut off" : "'s events are cut off") + " for " + forMs + " ms");
        if (claimsToo) {
            claimsWay.cut();
        }
        dropEvents();
        int cut = ++cuts;
        timeline.after(forMs, () -> {
            if (cuts == cut) {
                restore();
            }
        });
    }

    /** The cable is in its place. */
    void restore() {
        cuts++;
        isCut = false;
        claimsWay.restore();
        night.trace(doorway.gate() + "'s link is there again");
        connect();
    }

    /** The broker is gone, or the cable. */
    private void dropEvents() {
        isCut = true;
        eventsWay.cut();
        if (life != null) {
            life.drain.disconnected();
        }
    }

    /** The hub's end of every connection is gone. */
    void hubGone() {
        claimsWay.reset();
        eventsWay.cut();
        if (life != null) {
            life.drain.disconnected();
        }
    }

    /** As its backoff has it, a moment after the hub is there again. */
    void hubStarted() {
        timeline.after(random.nextLong(200, 3_000), () -> {
            if (!isCut && !eventsWay.isUp()) {
                connect();
            }
        });
    }

    private void connect() {
        if (eventsWay.isUp()) {
            eventsWay.cut();
            if (life != null) {
                life.drain.disconnected();
            }
        }
        if (hub.isUp()) {
            eventsWay.restore();
            if (life != null) {
                life.connected();
            }
        }
    }

    void show(SimulatedPass pass) {
        if (life != null) {
            life.show(pass);
        }
    }

    boolean isAttending() {
        return life != null && life.attendant.attending();
    }

    void told(UsageBatch batch) {
        int boot = boots;
        eventsWay.send(() -> {
            if (life != null && boots == boot) {
                life.offer(batch);
            }
        });
    }

    /** The same question until its time is over, as it is put over HTTPS. */
    private static final class Question {
        private final PresentationId id;
        private final String text;
        private final long untilMs;
        private boolean done;

        Question(PresentationId id, String text, long untilMs) {
            this.id = id;
            this.text = text;
            this.untilMs = untilMs;
        }
    }

    /** From one start of the program to the next loss of power. Whatever was begun in one life means nothing to the next. */
    private final class Life implements JournalWriter.Listener, Claims, Attendant.Audience, Knowledge, Records {
        private final String boot;
        private final Journal journal;
        private final Memory memory = new Memory(doorway.device());
        private final Scribe scribe;
        private final Attendant attendant;
        private final Drain drain;
        private final DeviceClock clock;
        private boolean writing;
        private boolean over;
        private long answeredNanos = Long.MIN_VALUE / 2;
        private @Nullable SimulatedPass pass;
        private @Nullable PresentationId presented;
        private Basis basis = Basis.ALONE;
        private boolean open;

        Life(String boot) {
            this.boot = boot;
            this.journal = new Journal(card);
            Recollection recollection = new Recollection(journal.id(), doorway.device(), memory);
            journal.replay(recollection::hear);
            recollection.finish();
            ear.wake(memory);
            this.clock = new DeviceClock(
                    SimulatedGate.this::wall,
                    Instant.ofEpochMilli(journal.clock().millis()),
                    timeline::nanos);
            this.scribe = new Scribe(journal, timeline.nanos(), this);
            this.attendant = new Attendant(doorway, this, memory, this, this, this::grant, this);
            this.drain = new Drain(journal, boot);
        }

        void start() {
            scribe.start(boot, clock.get());
            every(TICK_MS, () -> attendant.tick(clock.get()));
            every(DRAIN_MS, this::drain);
            every(PULSE_MS, this::pulse);
            every(WRITE_HEARD_MS, ear::write);
            pulse();
            if (eventsWay.isUp() && hub.isUp()) {
                connected();
            }
        }

        void end() {
            over = true;
            boolean anyoneWalks = open && random.nextBoolean();
            if (open) {
                night.weather().reached(Reached.POWER_CUT_WITH_OPEN_LANE);
            }
            if (anyoneWalks && pass != null && presented != null) {
                // The lane was free for a moment, and nobody was there to write down who used it.
                night.promises().crossed(SimulatedGate.this, pass, presented, basis);
            }
            ear.losePower(night.weather());
        }

        /** Only in this life; and a machine that stops in the middle of it has lost its power. */
        private void later(long ms, Runnable what) {
            timeline.after(ms, () -> {
                if (!over) {
                    try {
                        what.run();
                    } catch (PowerCut cut) {
                        losePower();
                    }
                }
            });
        }

        private void every(long ms, Runnable what) {
            later(ms, () -> {
                what.run();
                every(ms, what);
            });
        }

        void show(SimulatedPass shown) {
            later(0, () -> {
                if (!attendant.attending()) {
                    pass = shown;
                    night.trace(doorway.gate() + " reads " + shown.name());
                    attendant.shown(shown.text(), timeline.nanos(), clock.get());
                }
            });
        }

        private GrantResult grant(Direction direction) {
            long number = ++grants;
            PresentationId id = presentedNow();
            night.promises().released(SimulatedGate.this, id);
            open = true;
            boolean walks = random.nextDouble() < 0.8;
            later(random.nextLong(300, 3_000), () -> passed(number, walks));
            return new GrantResult.Granted(number);
        }

        private void passed(long number, boolean walked) {
            open = false;
            if (walked && pass != null) {
                night.promises().crossed(SimulatedGate.this, pass, presentedNow(), basis);
            } else {
                night.weather().reached(Reached.ABANDONED);
            }
            attendant.laneEvent(
                    walked
                            ? new LaneEvent.PassageCompleted(
                                    number, Direction.IN, LaneEvent.Evidence.SENSED, timeline.nanos())
                            : new LaneEvent.PassageAbandoned(number, Direction.IN, timeline.nanos()),
                    clock.get());
        }

        private PresentationId presentedNow() {
            if (presented == null) {
                throw new IllegalStateException("nobody has presented anything");
            }
            return presented;
        }

        // What the attendant writes, and what becomes of it.

        @Override
        public PresentationId mint() {
            PresentationId id = scribe.mint();
            presented = id;
            return id;
        }

        @Override
        public void intend(PresentationId id, Fact.Intent intent, Now now) {
            scribe.intend(id, intent, now);
            writeSoon();
        }

        @Override
        public void settle(Fact ending, Now now) {
            scribe.settle(ending, now);
            writeSoon();
        }

        private void writeSoon() {
            if (!writing) {
                writing = true;
                later(random.nextLong(1, 30), () -> {
                    writing = false;
                    if (!scribe.write()) {
                        later(random.nextLong(100, 400), this::writeSoon);
                    }
                });
            }
        }

        @Override
        public void recorded(PresentationId intended) {
            later(0, () -> attendant.recorded(intended, clock.get()));
        }

        @Override
        public void unrecorded(PresentationId intended) {
            later(0, () -> attendant.unrecorded(intended, clock.get()));
        }

        @Override
        public void appended() {
            later(1, this::drain);
        }

        // What it asks the hub.

        @Override
        public boolean alive(long nowNanos) {
            return nowNanos - answeredNanos <= ALIVE_FOR.toNanos();
        }

        @Override
        public void ask(PresentationId id, String text, Doorway at, Duration budget) {
            Question question = new Question(id, text, timeline.nowMs() + budget.toMillis());
            later(budget.toMillis(), () -> {
                if (!question.done) {
                    question.done = true;
                    attendant.unanswered(id, clock.get());
                }
            });
            send(question);
        }

        private void send(Question question) {
            long leftMs = question.untilMs - timeline.nowMs();
            if (question.done || leftMs <= 0) {
                return;
            }
            if (claimsWay.isUp() && hub.isUp()) {
                claimsWay.send(() -> hub.claim(
                        question.text,
                        question.id,
                        doorway,
                        Duration.ofMillis(Math.max(1, leftMs)),
                        outcome -> claimsWay.send(() -> later(0, () -> heard(question, outcome)))));
            } else {
                later(ASK_AGAIN_MS, () -> send(question));
            }
        }

        private void heard(Question question, Outcome outcome) {
            answeredNanos = timeline.nanos();
            if (question.done) {
                night.weather().reached(Reached.ANSWER_TOO_LATE);
                return;
            }
            switch (outcome) {
                case Outcome.Decided decided -> {
                    question.done = true;
                    attendant.answered(question.id, decided.decision(), clock.get());
                }
                case Outcome.NotYours notYours -> {
                    question.done = true;
                    attendant.answered(question.id, new Decision.Refer(Cause.IN_DOUBT), clock.get());
                }
                case Outcome.TooLate late -> later(ASK_AGAIN_MS, () -> send(question));
                case Outcome.Busy busy -> later(ASK_AGAIN_MS, () -> send(question));
                case Outcome.Unanswered unanswered -> later(ASK_AGAIN_MS, () -> send(question));
            }
        }

        private void pulse() {
            if (claimsWay.isUp() && hub.isUp()) {
                claimsWay.send(() -> {
                    if (hub.isUp()) {
                        claimsWay.send(() -> later(0, () -> answeredNanos = timeline.nanos()));
                    }
                });
            }
        }

        // Its events.

        void connected() {
            drain.connected();
            fetch();
            drain();
        }

        private void drain() {
            drain.next(timeline.nanos()).ifPresent(batch -> {
                if (batch.from() <= night.promises().sent(card, batch)) {
                    night.weather().reached(Reached.BATCH_SENT_AGAIN);
                }
                eventsWay.send(() -> hub.journal(
                        doorway.device(), batch, ack -> eventsWay.send(() -> later(0, () -> acknowledged(ack)))));
            });
        }

        private void acknowledged(JournalAck ack) {
            drain.acknowledged(ack);
            drain();
        }

        void offer(UsageBatch batch) {
            later(0, () -> {
                if (ear.leavesGap(batch)) {
                    fetch();
                }
                hear(batch);
            });
        }

        private void fetch() {
            claimsWay.send(() -> hub.usageAfter(ear.position())
                    .ifPresent(batch -> claimsWay.send(() -> later(0, () -> {
                        night.weather().reached(Reached.GAP_FETCHED);
                        long before = ear.position();
                        hear(batch);
                        if (ear.position() > before || ear.leavesGap(batch)) {
                            fetch();
                        }
                    }))));
        }

        private void hear(UsageBatch batch) {
            night.promises().toldGate(SimulatedGate.this, batch);
            attendant.told(ear.hear(batch));
            for (PassUsage usage : batch.passes()) {
                night.promises()
                        .remembers(SimulatedGate.this, usage, memory.history(usage.eventId(), usage.passNumber()));
            }
        }

        // What it knows without asking.

        @Override
        public KeySet keys() {
            return house.keys();
        }

        @Override
        public Freshness keysFreshness() {
            return Freshness.FRESH;
        }

        @Override
        public Optional<Sheet> sheet(EventId event) {
            return house.sheet(event);
        }

        @Override
        public History history(EventId event, PassNumber number) {
            return memory.history(event, number);
        }

        // Who watches it.

        @Override
        public void show(Face face) {}

        @Override
        public void decided(Decision decision, Basis whose, long tookNanos) {
            basis = whose;
            if (pass != null) {
                night.promises().decided(SimulatedGate.this, pass, decision, whose);
            }
        }

        @Override
        public void passage(Passage passage) {}
    }
}
