package dev.turnstone.kiosk.admit;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.History;
import dev.turnstone.admission.decision.Knowledge;
import dev.turnstone.admission.decision.Recognition.Freshness;
import dev.turnstone.admission.decision.TimeInterval;
import dev.turnstone.admission.key.KeySet;
import dev.turnstone.admission.pass.PassNumber;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Fact;
import dev.turnstone.admission.record.JournalId;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.PresentationId;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.DeviceId;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.venue.Doorway;
import dev.turnstone.admission.venue.EventId;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.venue.LaneId;
import dev.turnstone.admission.wire.UsageBatch.PassUsage;
import dev.turnstone.admission.wire.UsageBatch.UseEntry;
import dev.turnstone.kiosk.guest.Face;
import dev.turnstone.turnstile.journal.Now;
import dev.turnstone.turnstile.journal.Records;
import dev.turnstone.turnstile.lane.GrantResult;
import dev.turnstone.turnstile.lane.LaneEvent;
import dev.turnstone.turnstile.lane.LaneState;
import dev.turnstone.turnstile.lane.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An attendant at work in a simulated lobby: the test is the disk, the hub, the lane and the clock. */
final class Lobby implements Records, Claims, Door, Attendant.Audience, Knowledge {
    final Doorway doorway = new Doorway(new DeviceId("gate-a"), new GateId("A"), new LaneId("a-1"), Direction.IN);
    final Attendant attendant;
    final List<Fact.Intent> intents = new ArrayList<>();
    final List<Fact> endings = new ArrayList<>();
    final List<Face> faces = new ArrayList<>();
    final List<Case> standing = new ArrayList<>();
    int claims;
    int grants;
    boolean settingsConfirmed = true;
    boolean sheetKnown = true;
    Duration uncertainty = Duration.ZERO;

    @Nullable
    Refusal lane;

    private final Passes passes;
    private final Sheet sheet;
    private final Memory memory = new Memory(doorway.device());
    private final JournalId journal = new JournalId(1, 2);
    private boolean hubAlive = true;
    private long seq;
    private long sinceDoors;

    Lobby(Passes passes, Tier... tiers) {
        this.passes = passes;
        this.sheet = passes.sheet(tiers);
        this.attendant = new Attendant(doorway, this, memory, this, this, this, this);
    }

    Now now() {
        return new Now(sinceDoors, TimeInterval.around(Passes.TONIGHT.plusNanos(sinceDoors), uncertainty));
    }

    void shows(String text) {
        attendant.shown(text, sinceDoors, now());
    }

    void written() {
        attendant.recorded(current(), now());
    }

    void hubSays(Decision decision) {
        attendant.answered(current(), decision, now());
    }

    void walks() {
        attendant.laneEvent(new LaneEvent.PassageCompleted(grants, Direction.IN, LaneEvent.Evidence.SENSED, 0), now());
    }

    /** What the hub says of a pass: who has let its holder in. */
    PassUsage usage(long number, String... devices) {
        List<UseEntry> uses = Stream.of(devices)
                .map(device -> new UseEntry(device, "B", "in", Passes.TONIGHT, "passed"))
                .toList();
        return new PassUsage(Passes.EVENT.value(), Long.toString(number), 1, 0, uses);
    }

    void verdict(Case guest, Verdict.Kind kind) {
        attendant.verdict(new Verdict(guest.id(), guest.shown(), "ana", "knows the band", kind), now());
    }

    void lane(LaneState from, LaneState to) {
        attendant.laneEvent(new LaneEvent.StateChanged(from, to, 0), now());
    }

    void nobodyWalks() {
        attendant.laneEvent(new LaneEvent.PassageAbandoned(grants, Direction.IN, 0), now());
    }

    void after(Duration time) {
        sinceDoors += time.toNanos();
        attendant.tick(now());
    }

    void hubAway() {
        hubAlive = false;
    }

    void hubBack() {
        hubAlive = true;
    }

    PresentationId current() {
        return new PresentationId(journal, seq);
    }

    long seq() {
        return seq;
    }

    Face face() {
        return faces.getLast();
    }

    Fact.TurnedAway turnedAway() {
        return (Fact.TurnedAway) endings.getLast();
    }

    @Override
    public PresentationId mint() {
        return new PresentationId(journal, ++seq);
    }

    @Override
    public void intend(PresentationId presentation, Fact.Intent intent, Now now) {
        intents.add(intent);
    }

    @Override
    public void settle(Fact ending, Now now) {
        endings.add(ending);
    }

    @Override
    public boolean alive(long nowNanos) {
        return hubAlive;
    }

    @Override
    public void ask(PresentationId presentation, String pass, Doorway asked, Duration budget) {
        claims++;
    }

    @Override
    public GrantResult grant(Direction direction) {
        return lane == null ? new GrantResult.Granted(++grants) : new GrantResult.Refused(lane);
    }

    @Override
    public void show(Face face) {
        faces.add(face);
    }

    @Override
    public void decided(Decision decision, Basis basis, long tookNanos) {}

    @Override
    public void passage(Passage passage) {}

    @Override
    public void stands(Case guest) {
        standing.add(guest);
    }

    @Override
    public KeySet keys() {
        return passes.keys();
    }

    @Override
    public Freshness keysFreshness() {
        return settingsConfirmed ? Freshness.FRESH : Freshness.MAY_BE_STALE;
    }

    @Override
    public Optional<Sheet> sheet(EventId event) {
        return sheetKnown ? Optional.of(sheet) : Optional.empty();
    }

    @Override
    public History history(EventId event, PassNumber number) {
        return memory.history(event, number);
    }
}
