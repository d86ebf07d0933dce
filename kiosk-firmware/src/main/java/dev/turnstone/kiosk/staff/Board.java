package dev.turnstone.kiosk.staff;

import dev.turnstone.admission.decision.Cause;
import dev.turnstone.admission.decision.Decision;
import dev.turnstone.admission.decision.Use;
import dev.turnstone.admission.record.Basis;
import dev.turnstone.admission.record.Passage;
import dev.turnstone.admission.record.Shown;
import dev.turnstone.admission.sheet.Sheet;
import dev.turnstone.admission.sheet.Tier;
import dev.turnstone.admission.venue.Direction;
import dev.turnstone.kiosk.admit.Case;
import dev.turnstone.kiosk.care.Ailment;
import dev.turnstone.kiosk.guest.Faces;
import dev.turnstone.kiosk.settings.Settings;
import dev.turnstone.platform.text.Language;
import dev.turnstone.platform.text.Messages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The staff screen's live parts in one language, as its templates print them. */
public final class Board {
    private static final int MOST_LINES = 60;
    private static final int MOST_TROUBLES = 3;
    private static final int MOST_USES = 6;
    private static final int MOST_UNLIMITED = 10;

    private final Messages.Texts texts;
    private final Wording wording;
    private final Settings settings;
    private final Bar bar;
    private final Desk desk;
    private final TodayLog log;
    private final Instant now;

    Board(Messages.Texts texts, Settings settings, Bar bar, Desk desk, TodayLog log, Instant now) {
        this.texts = texts;
        this.settings = settings;
        this.bar = bar;
        this.desk = desk;
        this.log = log;
        this.now = now;
        ZoneId zone = settings.sheets().stream().findFirst().map(Sheet::zone).orElse(ZoneOffset.UTC);
        this.wording = new Wording(texts, zone);
    }

    public String word(String key, Object... values) {
        return texts.get(key, values);
    }

    // ---- the bar -------------------------------------------------------------------------------------------------

    public String linkMood() {
        return bar.linked() ? "welcome" : "elsewhere";
    }

    public String link() {
        return texts.get(bar.linked() ? "bar.linked" : "bar.alone");
    }

    public String queue() {
        return texts.get("bar.queue", bar.waiting());
    }

    public String age() {
        return bar.silence().map(this::ago).orElseGet(() -> texts.get("bar.never"));
    }

    /** Whom it cannot name here it names among the troubles. */
    public String list() {
        return bar.listAge().map(this::old).orElse("");
    }

    /** Asked for every half minute: what is younger than two of those is as new as it can be. */
    private String old(Duration age) {
        if (age.toSeconds() < 90) {
            return texts.get("bar.list.now");
        }
        return age.toMinutes() < 120
                ? texts.get("bar.list.minutes", age.toMinutes())
                : texts.get("bar.list.hours", age.toHours());
    }

    /** Nothing where there is no printer. */
    public String printer() {
        return bar.toPrint().isPresent() ? texts.get("bar.print", bar.toPrint().getAsInt()) : "";
    }

    /** In steps that a person reads, so that the bar does not change every second. */
    private String ago(Duration silence) {
        if (silence.toSeconds() < 5) {
            return texts.get("bar.now");
        }
        return silence.toMinutes() < 1
                ? texts.get("bar.seconds", silence.toSeconds() / 5 * 5)
                : texts.get("bar.minutes", silence.toMinutes());
    }

    public record Trouble(String key, boolean grave, String title, String mend) {}

    public List<Trouble> troubles() {
        return bar.ailments().stream()
                .sorted()
                .limit(MOST_TROUBLES)
                .map((Ailment each) -> new Trouble(
                        each.key(),
                        each.stopsTheLane(),
                        texts.get("ailment." + each.key()),
                        texts.get("ailment." + each.key() + ".mend")))
                .toList();
    }

    // ---- who stands there ----------------------------------------------------------------------------------------

    /** @param referred whether only a person can help */
    public record Standing(
            long seq,
            String ref,
            String at,
            boolean referred,
            String mood,
            String shape,
            String title,
            String detail) {}

    public List<Standing> standing() {
        return desk.standing().stream().map(this::standing).toList();
    }

    private Standing standing(Case guest) {
        Wording.Said said = wording.of(guest.decision());
        return new Standing(
                guest.id().seq(),
                Faces.reference(guest.id()),
                wording.minute(guest.at()),
                guest.referred(),
                said.mood().word(),
                said.mood().shape(),
                said.title(),
                said.detail());
    }

    public boolean lookingFirst() {
        return desk.lookingFirst();
    }

    // ---- one of them ---------------------------------------------------------------------------------------------

    /** One guest's card. */
    public record Card(
            Standing standing,
            boolean genuine,
            String tier,
            String event,
            String party,
            String version,
            int most,
            boolean held,
            boolean admitted,
            List<String> uses) {

        public List<Integer> people() {
            return IntStream.rangeClosed(1, most).boxed().toList();
        }
    }

    public Optional<Card> card(long seq) {
        return desk.find(seq).map(this::card);
    }

    private Card card(Case guest) {
        Optional<Shown> shown = guest.shown();
        Optional<Sheet> sheet = shown.flatMap(pass -> settings.sheet(pass.event()));
        int admits = shown.map(Shown::admits).orElse(0);
        int inside = guest.history().inside();
        int most = admits == 0 ? MOST_UNLIMITED : Math.min(admits, MOST_UNLIMITED);
        return new Card(
                standing(guest),
                shown.isPresent(),
                sheet.flatMap(known -> known.tier(shown.orElseThrow().tier()))
                        .map(Tier::name)
                        .orElse(""),
                sheet.map(Sheet::name).orElse(""),
                shown.isEmpty()
                        ? ""
                        : admits == 0 ? texts.get("card.unlimited", inside) : texts.get("card.party", inside, admits),
                shown.map(pass -> texts.get("card.version", pass.version())).orElse(""),
                shown.isPresent() ? most : MOST_UNLIMITED,
                guest.decision() instanceof Decision.Refer refer && refer.cause() == Cause.MANUAL,
                guest.decision() instanceof Decision.Admit,
                guest.history().uses().reversed().stream()
                        .limit(MOST_USES)
                        .map(this::use)
                        .toList());
    }

    private String use(Use use) {
        return texts.get(
                use.direction() == Direction.IN ? "card.use.in" : "card.use.out",
                wording.minute(use.at()),
                use.gate().value());
    }

    // ---- today ---------------------------------------------------------------------------------------------------

    public record Line(
            long seq, String ref, String at, String mood, String title, String detail, boolean counts, boolean came) {}

    public List<Line> lines() {
        return log.since(dayStart(), MOST_LINES).stream().map(this::line).toList();
    }

    private Line line(TodayLog.Line line) {
        Wording.Said said = wording.of(line);
        return new Line(
                line.seq(),
                Faces.reference(line.seq()),
                wording.clock(line.at()),
                said.mood().word(),
                said.title(),
                said.detail(),
                line.counts(),
                line.what() instanceof TodayLog.What.Ended(Passage passage, Basis basis) && passage.crossed());
    }

    public String totals() {
        return texts.get("log.totals", log.passages(dayStart(), Direction.IN), log.passages(dayStart(), Direction.OUT));
    }

    private Instant dayStart() {
        return settings.sheets().stream()
                .findFirst()
                .map(sheet -> sheet.dayStart(now))
                .orElseGet(() -> now.minus(Duration.ofHours(18)));
    }

    public List<Language> languages() {
        return List.of(Language.values());
    }

    public Language language() {
        return texts.language();
    }
}
