package dev.turnstone.hub.dashboard;

import dev.turnstone.admission.decision.Reason;
import dev.turnstone.admission.ledger.Incident;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.venue.GateId;
import dev.turnstone.admission.wire.DeviceState;
import dev.turnstone.hub.dashboard.Board.Chart;
import dev.turnstone.hub.dashboard.Board.Mood;
import dev.turnstone.hub.device.DeviceRegistry;
import dev.turnstone.hub.device.DeviceRegistry.Device;
import dev.turnstone.hub.device.DeviceRegistry.Presence;
import dev.turnstone.hub.ledger.Occupancy;
import dev.turnstone.hub.roster.Roster;
import dev.turnstone.platform.text.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws the {@link Board} of a moment from what the hub knows. */
public final class Boards {
    private static final int MINUTES = 15;
    private static final int FEED = 18;
    private static final int TROUBLES = 4;

    private final Figures figures;
    private final Roster roster;
    private final DeviceRegistry devices;
    private final Supplier<Links> links;
    private final String venue;
    private volatile Predicate<String> lookedInto = key -> false;

    /** Which incidents somebody has looked into: those wait for nobody. */
    public Boards lookedInto(Predicate<String> known) {
        lookedInto = known;
        return this;
    }

    public Boards(Figures figures, Roster roster, DeviceRegistry devices, Supplier<Links> links, String venue) {
        this.figures = figures;
        this.roster = roster;
        this.devices = devices;
        this.links = links;
        this.venue = venue;
    }

    public Board board(Instant now, Messages.Texts texts) {
        Optional<Sheet> sheet = tonight(now);
        Wording say = new Wording(texts, zone(now));
        Instant dayStart = sheet.map(each -> each.dayStart(now)).orElse(now.minus(Duration.ofHours(12)));
        return new Board(
                sheet.map(Sheet::name).orElse(venue),
                sheet.isPresent(),
                say.clock(now),
                now.toEpochMilli(),
                inside(sheet, say),
                flow(now, say),
                sheet.map(each -> coming(each, say)),
                refused(dayStart, say),
                gates(now, say),
                figures.recent(FEED).stream()
                        .map(row -> say.happening(row, sheet))
                        .toList(),
                troubles(say),
                links(say));
    }

    /** Where tonight's clocks are. */
    public ZoneId zone(Instant now) {
        return tonight(now).map(Sheet::zone).orElse(ZoneOffset.UTC);
    }

    /** The event whose doors are open, or the next, or the last one. */
    Optional<Sheet> tonight(Instant now) {
        Comparator<Sheet> byOpening = Comparator.comparing(Sheet::opens);
        return roster.sheets().stream()
                .filter(sheet -> sheet.closes().isAfter(now))
                .min(byOpening)
                .or(() -> roster.sheets().stream().max(byOpening));
    }

    private Board.Inside inside(Optional<Sheet> sheet, Wording say) {
        Occupancy counted = sheet.map(each -> figures.occupancy(each.event())).orElse(Occupancy.NONE);
        int inside = counted.inside();
        int capacity = sheet.map(Sheet::capacity).orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(say.text("inside.entered", counted.entered(), counted.left()));
        if (counted.waiting() > 0) {
            lines.add(say.text("inside.open", counted.waiting()));
        }
        if (counted.unknown() > 0) {
            lines.add(say.text("inside.unknown", counted.unknown()));
        }
        if (inside < 0) {
            lines.add(say.text("inside.drift"));
        }
        if (capacity == 0) {
            return new Board.Inside(
                    say.number(inside), "", say.text("inside.noLimit"), 0, inside < 0 ? Mood.STAFF : Mood.QUIET, lines);
        }
        int percent = Math.clamp(100L * inside / capacity, 0, 100);
        String note = inside > capacity
                ? say.text("inside.over", inside - capacity)
                : inside == capacity ? say.text("inside.full") : say.text("inside.free", capacity - inside);
        Mood mood = inside > capacity || inside < 0 ? Mood.STAFF : percent >= 90 ? Mood.WAIT : Mood.WELCOME;
        return new Board.Inside(say.number(inside), say.text("inside.of", capacity), note, percent, mood, lines);
    }

    private Board.Flow flow(Instant now, Wording say) {
        List<Integer> counts = figures.perMinute(Optional.empty(), now, MINUTES);
        return new Board.Flow(
                say.number(sum(counts)),
                say.text("flow.rate", rate(counts)),
                Chart.of(counts),
                say.text("flow.chart", join(counts)));
    }

    private Board.Coming coming(Sheet sheet, Wording say) {
        Roster.Expected expected = roster.expected(sheet.event());
        long left =
                Math.max(0, expected.people() - figures.occupancy(sheet.event()).entered());
        return new Board.Coming(
                say.number(left),
                expected.tickets() == 0 ? say.text("coming.none") : say.text("coming.of", expected.tickets()),
                expected.tickets() > 0 && left == 0);
    }

    private Board.Refused refused(Instant since, Wording say) {
        Map<Reason, Integer> reasons = figures.refusedSince(since);
        int total = sum(reasons.values().stream().toList());
        int most = reasons.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        int referred = figures.referredSince(since);
        return new Board.Refused(
                say.number(total),
                say.text("refused.today", say.hour(since)),
                reasons.entrySet().stream()
                        .sorted(Map.Entry.<Reason, Integer>comparingByValue().reversed())
                        .limit(4)
                        .map(each -> new Board.Share(
                                say.text("reason." + each.getKey()),
                                say.number(each.getValue()),
                                100 * each.getValue() / most))
                        .toList(),
                referred == 0 ? "" : say.text("refused.referred", referred));
    }

    private List<Board.Gate> gates(Instant now, Wording say) {
        Map<String, List<Device>> serving = devices.devices().stream()
                .flatMap(device -> gatesOf(device).stream().map(gate -> Map.entry(gate, device)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Set<String> names = new TreeSet<>(serving.keySet());
        figures.gates().forEach(gate -> names.add(gate.value()));
        return names.stream()
                .map(name -> gate(name, serving.getOrDefault(name, List.of()), now, say))
                .toList();
    }

    private static Set<String> gatesOf(Device device) {
        return device.state()
                .flatMap(DeviceState::lanes)
                .map(lanes -> lanes.stream().map(DeviceState.Lane::gate).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    /** Of a lane that its gate and its controller both tell of: what staff must look at, then whoever can be heard. */
    private static Board.Lane worse(Board.Lane one, Board.Lane other) {
        return weight(other) > weight(one) ? other : one;
    }

    private static int weight(Board.Lane lane) {
        return switch (lane.state()) {
            case "free" -> 3;
            case "faulted" -> 2;
            case "unknown" -> 0;
            default -> 1;
        };
    }

    private Board.Gate gate(String name, List<Device> serving, Instant now, Wording say) {
        List<Integer> counts = figures.perMinute(Optional.of(new GateId(name)), now, MINUTES);
        Collection<Board.Lane> lanes = serving.stream()
                .flatMap(device -> device.state().flatMap(DeviceState::lanes).orElse(List.of()).stream()
                        .filter(lane -> lane.gate().equals(name))
                        .map(lane -> say.lane(lane, device.presence() == Presence.OFFLINE)))
                .collect(Collectors.toMap(Board.Lane::name, lane -> lane, Boards::worse, LinkedHashMap::new))
                .values();
        // The worst of a gate's devices speaks for it: what is well is quiet.
        Optional<Device> worst = serving.stream().max(Comparator.comparing(Device::presence));
        Mood mood = worst.map(device -> Wording.mood(device.presence())).orElse(Mood.QUIET);
        return new Board.Gate(
                name,
                say.text("gate.name", name),
                mood,
                worst.map(say::presence).orElseGet(() -> say.text("presence.never")),
                Wording.sign(mood),
                say.text("gates.lanes", lanes.size()),
                say.text("gates.rate", rate(counts)),
                figures.lastScan(new GateId(name))
                        .map(at -> say.text("gates.lastScan", say.clock(at)))
                        .orElseGet(() -> say.text("gates.noScan")),
                Chart.of(counts),
                say.text("gates.chart", name, join(counts)),
                List.copyOf(lanes));
    }

    /** Double entries first: they are people, the rest is machinery. */
    private List<Board.Trouble> troubles(Wording say) {
        return Stream.concat(
                        figures.doubleEntries().stream()
                                .filter(entry -> entry.state() != Incident.State.WITHDRAWN)
                                .filter(entry -> !lookedInto.test(entry.key()))
                                .map(say::trouble),
                        figures.incidents(Figures.INCIDENTS).stream()
                                .filter(incident -> !lookedInto.test(incident.key()))
                                .map(say::trouble))
                .limit(TROUBLES)
                .toList();
    }

    private List<Board.Line> links(Wording say) {
        Links now = links.get();
        List<Board.Line> lines = new ArrayList<>();
        lines.add(now.cloud()
                .map(cloud -> new Board.Line(
                        say.text("link.cloud"),
                        cloud.up() ? Mood.WELCOME : Mood.WAIT,
                        cloud.up() ? say.text("link.cloud.up") : say.text("link.cloud.down", say.hour(cloud.since()))))
                .orElseGet(() -> new Board.Line(say.text("link.cloud"), Mood.QUIET, say.text("link.cloud.off"))));
        lines.add(new Board.Line(
                say.text("link.broker"),
                now.broker().up() ? Mood.WELCOME : Mood.WAIT,
                now.broker().up()
                        ? say.text("link.broker.up")
                        : say.text("link.broker.down", say.hour(now.broker().since()))));
        lines.add(new Board.Line(
                say.text("link.ledger"),
                now.ledgerWorks() ? Mood.WELCOME : Mood.REFUSE,
                now.ledgerWorks() ? say.text("link.ledger.up", figures.rows()) : say.text("link.ledger.down")));
        return lines;
    }

    /** Over the last five whole minutes: the running one has hardly begun. */
    private static int rate(List<Integer> counts) {
        List<Integer> whole = counts.subList(counts.size() - 6, counts.size() - 1);
        return Math.round(sum(whole) / 5f);
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private static String join(List<Integer> counts) {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
