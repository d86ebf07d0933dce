package dev.turnstone.admission.decision;

import dev.turnstone.admission.decision.Decision.Refer;
import dev.turnstone.admission.decision.Decision.Refuse;
import dev.turnstone.admission.decision.Recognised.Genuine;
import dev.turnstone.admission.key.EventKey;
import dev.turnstone.admission.pass.LiveChain;
import dev.turnstone.admission.pass.LiveCode;
import dev.turnstone.admission.pass.LiveSchedule;
import dev.turnstone.admission.pass.PassBody;
import dev.turnstone.admission.pass.PassFormat;
import dev.turnstone.admission.sheet.Session;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.sheet.Window;
import dev.turnstone.admission.venue.Doorway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One genuine pass before one doorway, with all that is known of both: the rules, in their order. */
record Case(Genuine genuine, Sheet sheet, Tier tier, History history, Headroom headroom, Doorway doorway) {

    Decision decideAt(Instant now) {
        return openHours(now)
                .or(this::standing)
                .or(() -> liveCode(now))
                .or(() -> within(sessionHours(), now))
                .or(() -> within(tier.windows(), now))
                .or(this::gate)
                .or(this::capacity)
                .orElseGet(() -> new Entitlement(body().admits(), history, sheet).decideAt(now));
    }

    /** Every instant at which {@link #decideAt} may change its answer. */
    List<Instant> boundaries(Instant latest) {
        List<Instant> boundaries = new ArrayList<>();
        boundaries.add(genuine.key().from());
        boundaries.add(genuine.key().until());
        boundaries.add(sheet.opens());
        boundaries.add(sheet.closes());
        Stream.concat(sessionHours().stream(), tier.windows().stream()).forEach(window -> {
            boundaries.add(window.from());
            boundaries.add(window.until());
        });
        Optional<LiveSchedule> schedule = sheet.liveOf(tier);
        Optional<LiveCode> code = genuine.pass().code();
        if (schedule.isPresent() && code.isPresent()) {
            int step = code.get().step();
            boundaries.add(schedule.get().startOf(step - LiveSchedule.TOLERANCE));
            boundaries.add(schedule.get().startOf(step + LiveSchedule.TOLERANCE + 1));
        }
        boundaries.addAll(new Entitlement(body().admits(), history, sheet).boundaries(latest));
        return boundaries;
    }

    private Optional<Decision> openHours(Instant now) {
        EventKey key = genuine.key();
        Instant from = key.from().isAfter(sheet.opens()) ? key.from() : sheet.opens();
        Instant until = key.until().isBefore(sheet.closes()) ? key.until() : sheet.closes();
        if (!now.isBefore(until)) {
            return refuse(Reason.EXPIRED, new Hint.Time(until));
        }
        return now.isBefore(from) ? refuse(Reason.NOT_YET, new Hint.Time(from)) : Optional.empty();
    }

    private Optional<Decision> standing() {
        return switch (history.standing()) {
            case Standing.Revoked revoked -> refuse(Reason.REVOKED, Hint.NONE);
            case Standing.Blocked blocked -> refuse(Reason.BLOCKED, new Hint.Note(blocked.note()));
            case Standing.Valid valid ->
                body().version() < history.highestVersion() ? refuse(Reason.REISSUED, Hint.NONE) : Optional.empty();
        };
    }

    private Optional<Decision> liveCode(Instant now) {
        if (body().format() == PassFormat.STATIC) {
            return tier.liveRequired() ? refuse(Reason.STALE_CODE, Hint.NONE) : Optional.empty();
        }
        Optional<LiveCode> code = genuine.pass().code();
        if (code.isEmpty()) {
            return refuse(Reason.STALE_CODE, Hint.NONE);
        }
        Optional<LiveSchedule> schedule = sheet.liveOf(tier);
        if (schedule.isEmpty()) {
            return Optional.of(new Refer(Cause.NO_SHEET));
        }
        boolean ofThisMoment = schedule.get().allows(code.get().step(), now);
        return ofThisMoment && LiveChain.holds(body(), code.get(), history.lastCode())
                ? Optional.empty()
                : refuse(Reason.STALE_CODE, Hint.NONE);
    }

    private List<Window> sessionHours() {
        return sheet.sessionsOf(tier).stream().map(Session::hours).toList();
    }

    private static Optional<Decision> within(List<Window> windows, Instant now) {
        if (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(now))) {
            return Optional.empty();
        }
        Optional<Instant> next =
                windows.stream().map(Window::from).filter(now::isBefore).min(Instant::compareTo);
        Instant last =
                windows.stream().map(Window::until).max(Instant::compareTo).orElseThrow();
        return next.isPresent()
                ? refuse(Reason.NOT_YET, new Hint.Time(next.get()))
                : refuse(Reason.EXPIRED, new Hint.Time(last));
    }

    private Optional<Decision> gate() {
        return tier.allowsGate(doorway.gate())
                ? Optional.empty()
                : refuse(Reason.WRONG_GATE, new Hint.Gates(tier.gates()));
    }

    private Optional<Decision> capacity() {
        return headroom.isSpent() ? refuse(Reason.FULL, Hint.NONE) : Optional.empty();
    }

    private PassBody body() {
        return genuine.pass().body();
    }

    private static Optional<Decision> refuse(Reason reason, Hint hint) {
        return Optional.of(new Refuse(reason, hint));
    }
}
