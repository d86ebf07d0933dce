package dev.turnstone.hub.dashboard;

import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Hint;
import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.ledger.Conflict;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.hub.dashboard.Board.Happening;
import dev.turnstone.hub.dashboard.Board.Mood;
import dev.turnstone.hub.device.DeviceRegistry.Device;
import dev.turnstone.hub.device.DeviceRegistry.Presence;
import dev.turnstone.hub.ledger.DoubleEntry;
import dev.turnstone.hub.ledger.Incident;
import dev.turnstone.hub.ledger.LedgerRow;
import dev.turnstone.platform.text.Messages;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** Says what happened in the reader's language and at the venue's time. */
final class Wording {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final Set<String> LANE_WORDS =
            Set.of("locked", "granted", "passing", "held-open", "out-of-service", "faulted", "free");
    /** A lane tells a fault by its own name; all of them look alike. */
    static final Set<String> LANE_FAULTS = Set.of(
            "barrier-lost",
            "sensor-stuck",
            "sensor-storm",
            "sensor-lost",
            "barrier-not-ready",
            "camera-missing",
            "camera-covered",
            "disk-full",
            "disk-read-only",
            "disk-fault");

    private final Messages.Texts texts;
    private final ZoneId zone;

    Wording(Messages.Texts texts, ZoneId zone) {
        this.texts = texts;
        this.zone = zone;
    }

    String text(String key, Object... values) {
        return texts.get(key, values);
    }

    String number(long value) {
        return NumberFormat.getIntegerInstance(texts.language().locale()).format(value);
    }

    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    String hour(Instant at) {
        return HOUR.format(at.atZone(zone));
    }

    Happening happening(LedgerRow row, Optional<Sheet> sheet) {
        Optional<String> tier = row.shown()
                .flatMap(shown -> sheet.filter(each -> each.event().equals(shown.event()))
                        .flatMap(each -> each.tier(shown.tier())))
                .map(Tier::name);
        String where = text("feed.at", row.doorway().gate(), row.doorway().lane());
        Said said = said(row);
        String alone = row.basis().filter(basis -> basis == Basis.ALONE).isPresent() ? text("feed.offline") : "";
        String detail = said.detail().isEmpty() ? alone : said.detail();
        return new Happening(
                clock(row.settled().orElse(row.at())),
                said.mood(),
                said.word(),
                tier.map(name -> where + " · " + name).orElse(where),
                detail);
    }

    private record Said(Mood mood, String word, String detail) {
        Said(Mood mood, String word) {
            this(mood, word, "");
        }
    }

    private Said said(LedgerRow row) {
        return switch (row.settlement()) {
            case OPEN -> new Said(Mood.WAIT, text("feed.waiting"));
            case COMPLETED ->
                row.doorway().direction() == Direction.IN
                        ? new Said(Mood.WELCOME, welcome(row))
                        : new Said(Mood.QUIET, text("feed.left"));
            case FORCED -> new Said(Mood.REFUSE, text("feed.forced"));
            case FREE -> new Said(Mood.QUIET, text("feed.free"));
            case UNKNOWN -> new Said(Mood.STAFF, text("feed.unknown"));
            case ABANDONED -> new Said(Mood.WAIT, text("feed.givenBack"));
            case UNPROVEN -> new Said(Mood.REFUSE, text("incident.PROOF_MISMATCH"));
            case TURNED_AWAY ->
                row.decision().map(this::turnedAway).orElseGet(() -> new Said(Mood.WAIT, text("feed.givenBack")));
        };
    }

    private String welcome(LedgerRow row) {
        return row.decision().isPresent() && row.decision().get() instanceof Decision.Admit admit && admit.of() > 1
                ? text("feed.admitted.party", admit.ordinal(), admit.of())
                : text("feed.admitted");
    }

    private Said turnedAway(Decision decision) {
        return switch (decision) {
            case Decision.Refuse refuse ->
                new Said(mood(refuse.reason()), text("reason." + refuse.reason()), detail(refuse.hint()));
            case Decision.Refer refer -> new Said(Mood.STAFF, text("cause." + refer.cause()), detail(refer.hint()));
            case Decision.Admit admit -> new Said(Mood.WAIT, text("feed.givenBack"));
        };
    }

    private String detail(Hint hint) {
        return hint instanceof Hint.Seen seen ? text("feed.usedAt", hour(seen.at()), seen.gate()) : "";
    }

    /** What a guest can mend by going elsewhere or waiting is not the same as a bad pass. */
    private static Mood mood(Reason reason) {
        return switch (reason) {
            case NOT_YET, WRONG_GATE, TOO_SOON, FULL -> Mood.WAIT;
            case NOT_A_PASS,
                    FORGED,
                    UNKNOWN_EVENT,
                    EXPIRED,
                    REVOKED,
                    REISSUED,
                    STALE_CODE,
                    ALREADY_INSIDE,
                    USED_UP,
                    BLOCKED -> Mood.REFUSE;
        };
    }

    Board.Trouble trouble(DoubleEntry entry) {
        Conflict.Identity identity = entry.conflict().identity();
        return new Board.Trouble(
                clock(entry.at()),
                text("incident.DOUBLE_ENTRY"),
                text("incident.gates", String.join(" ↔ ", entry.gates())),
                text("incident.state." + entry.state(), identity.ordinal()));
    }

    Board.Trouble trouble(Incident incident) {
        return new Board.Trouble(
                clock(incident.at()),
                text("incident." + incident.kind()),
                incident.device().value(),
                incident.detail());
    }

    String presence(Device device) {
        return switch (device.presence()) {
            case ONLINE -> text("presence.online");
            case CLAIMS_ONLY -> text("presence.claimsOnly");
            case OFFLINE -> text("presence.offline", clock(device.since()));
        };
    }

    static Mood mood(Presence presence) {
        return switch (presence) {
            case ONLINE -> Mood.WELCOME;
            case CLAIMS_ONLY -> Mood.WAIT;
            case OFFLINE -> Mood.REFUSE;
        };
    }

    /** Colour is never alone. */
    static String sign(Mood mood) {
        return switch (mood) {
            case WELCOME -> "●";
            case WAIT, STAFF -> "◐";
            case REFUSE, QUIET -> "○";
        };
    }

    Board.Lane lane(DeviceState.Lane lane, boolean away) {
        boolean fault = LANE_FAULTS.contains(lane.state());
        String said = away || !(fault || LANE_WORDS.contains(lane.state())) ? "unknown" : lane.state();
        String state = fault && !away ? "faulted" : said;
        String word = text("lane.state." + said);
        return new Board.Lane(
                lane.lane(),
                text("lane.name", lane.lane()),
                state,
                word,
                text("lane.drawing", lane.lane(), word),
                text("lane.control", lane.lane()));
    }
}
